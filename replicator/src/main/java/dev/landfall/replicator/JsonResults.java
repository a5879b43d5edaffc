package dev.landfall.replicator;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.landfall.replicator.run.TableResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code {"tables": [{table, state, window, files, rows, bytes, ...}]}} when the run is over. */
final class JsonResults implements ResultPrinter {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private final PrintWriter out;

    JsonResults(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void table(TableResult result) {}

    @Override
    public void summary(List<TableResult> results) {
        out.println(GSON.toJson(
                Map.of("tables", results.stream().map(JsonResults::of).toList())));
        out.flush();
    }

    private static Map<String, @Nullable Object> of(TableResult result) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("table", result.table().toString());
        json.put("state", result.state().name());
        json.put("window", String.join(" and ", result.scope()));
        json.put("query", result.query());
        json.put("files", result.files());
        json.put("rows", result.rows());
        json.put("bytes", result.bytes());
        json.put("rowsWithoutWatermark", result.rowsWithoutWatermark());
        json.put("rowsAhead", result.rowsAhead());
        json.put("error", result.error());
        return json;
    }
}
