package dev.landfall.cli;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.JobException;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.TableResult;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.landfall.gcp.client.CloudClients;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landfall query 'GOOGLESQL'}: asks BigQuery and prints the rows. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = "Runs GoogleSQL in BigQuery and prints the rows as text, or as JSON lines.")
final class QueryCommand implements Callable<Integer> {
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    @Parameters(paramLabel = "GOOGLESQL", description = "for example 'SELECT COUNT(*) FROM tpch.orders'")
    String sql = "";

    @Option(names = "--json", description = "one JSON object per row")
    boolean json;

    @Option(names = "--rows", description = "print at most this many rows (default: ${DEFAULT-VALUE})")
    long limit = 100;

    private final Deployment deployment;

    @Spec
    CommandSpec spec = CommandSpec.create();

    QueryCommand(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (CloudClients clients = deployment.clients()) {
            BigQuery bigQuery = clients.bigQuery();
            TableResult result =
                    bigQuery.query(QueryJobConfiguration.newBuilder(sql).build());
            print(result, out);
        } catch (BigQueryException | JobException e) {
            throw new UserError("BigQuery refused the query: " + e.getMessage());
        } finally {
            out.flush();
        }
        return 0;
    }

    private void print(TableResult result, PrintWriter out) {
        Schema schema = result.getSchema();
        if (schema == null || schema.getFields().isEmpty()) {
            out.println("Done; the statement returns no rows.");
            return;
        }
        List<String> names = schema.getFields().stream().map(Field::getName).toList();
        TextTable table = new TextTable(names);
        long printed = 0;
        for (FieldValueList row : result.iterateAll()) {
            if (printed == limit) {
                break;
            }
            printed++;
            if (json) {
                out.println(GSON.toJson(jsonRow(names, row)));
            } else {
                table.add(textRow(row));
            }
        }
        if (!json) {
            table.print(out);
        }
        if (result.getTotalRows() > printed) {
            out.printf("(%,d of %,d rows; --rows prints more)%n", printed, result.getTotalRows());
        }
    }

    private static List<String> textRow(FieldValueList row) {
        List<String> cells = new ArrayList<>();
        for (FieldValue value : row) {
            cells.add(value.isNull() ? "NULL" : String.valueOf(value.getValue()));
        }
        return cells;
    }

    private static JsonObject jsonRow(List<String> names, FieldValueList row) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < names.size(); i++) {
            FieldValue value = row.get(i);
            object.add(
                    names.get(i),
                    value.isNull() ? JsonNull.INSTANCE : new JsonPrimitive(String.valueOf(value.getValue())));
        }
        return object;
    }
}
