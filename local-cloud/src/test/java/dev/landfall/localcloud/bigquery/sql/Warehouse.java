package dev.landfall.localcloud.bigquery.sql;

import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The least that executes translated statements: DuckDB in memory, and schemas in a map. */
public final class Warehouse implements AutoCloseable, CatalogView {
    private static final Translator TRANSLATOR = Translator.create();

    private final Map<TableName, TableSchema> tables = new HashMap<>();
    private final Connection duckdb;

    public Warehouse() throws SQLException {
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
        ScalarFunctions.register(duckdb);
        execute("CREATE SCHEMA " + DuckDbNames.schema("p", "d"));
    }

    static Translator translator() {
        return TRANSLATOR;
    }

    /** Runs a script; each row, or each count, of its last statement. */
    public List<List<Object>> run(String sql) {
        return run(sql, QueryParameters.none());
    }

    public List<List<Object>> run(String sql, QueryParameters parameters) {
        StatementReader reader = TRANSLATOR.read(sql, parameters);
        List<List<Object>> result = List.of();
        while (reader.hasNext()) {
            result = run(reader.next(this));
        }
        return result;
    }

    /** DuckDB's plan for one query, or for one DML statement. */
    String explain(String sql) throws SQLException {
        TranslatedStatement statement =
                TRANSLATOR.read(sql, QueryParameters.none()).next(this);
        return execute("EXPLAIN "
                        + (statement instanceof TranslatedStatement.Dml dml
                                ? dml.duckSql()
                                : ((TranslatedStatement.Query) statement).duckSql()))
                .toString();
    }

    private List<List<Object>> run(TranslatedStatement statement) {
        try {
            if (statement instanceof TranslatedStatement.Query query) {
                return execute(query.duckSql());
            }
            if (statement instanceof TranslatedStatement.Dml dml) {
                return execute(dml.duckSql());
            }
            if (statement instanceof TranslatedStatement.CreateTable table) {
                return create(table);
            }
            throw new AssertionError("not executed here: " + statement);
        } catch (SQLException failure) {
            throw SqlErrors.translate(failure);
        }
    }

    private List<List<Object>> create(TranslatedStatement.CreateTable table) throws SQLException {
        tables.put(table.target(), table.schema());
        String columns = table.schema().fields().stream()
                .map(field -> DuckDbNames.quote(field.name()) + " " + DuckDbNames.type(field))
                .collect(Collectors.joining(", "));
        execute("CREATE OR REPLACE TABLE " + DuckDbNames.table(table.target()) + " (" + columns + ")");
        return table.selectDuckSql().isPresent()
                ? execute("INSERT INTO " + DuckDbNames.table(table.target()) + " "
                        + table.selectDuckSql().get())
                : List.of();
    }

    private List<List<Object>> execute(String duckSql) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            if (!statement.execute(duckSql)) {
                return List.of(List.of((long) statement.getUpdateCount()));
            }
            try (ResultSet result = statement.getResultSet()) {
                return rows(result);
            }
        }
    }

    private static List<List<Object>> rows(ResultSet result) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        while (result.next()) {
            List<Object> row = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                row.add(Rendered.of(result.getObject(i)));
            }
            rows.add(row);
        }
        return rows;
    }

    @Override
    public String defaultProject() {
        return "p";
    }

    @Override
    public Optional<String> defaultDataset() {
        return Optional.of("d");
    }

    @Override
    public Optional<TableSchema> table(TableName name) {
        return Optional.ofNullable(tables.get(name));
    }

    @Override
    public boolean datasetExists(String project, String dataset) {
        return project.equals("p") && dataset.equals("d");
    }

    @Override
    public void close() throws SQLException {
        duckdb.close();
    }
}
