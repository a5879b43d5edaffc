package dev.landfall.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileStep;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file of the ledger as one JSON object on one line. */
final class FileJson {
    static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private FileJson() {}

    static JsonObject of(FileRecord file) {
        JsonObject object = new JsonObject();
        object.addProperty("file", file.object().uri());
        object.addProperty("generation", file.object().generation());
        object.addProperty("state", file.state().name());
        object.addProperty("table", text(file.table()));
        object.addProperty("bytes", file.object().sizeBytes());
        object.addProperty("rows", file.rows());
        object.addProperty(
                "sequence",
                file.loadable() == null ? null : Long.valueOf(file.loadable().sequence()));
        object.addProperty("batch", text(file.batch()));
        object.addProperty("attempts", file.attempts());
        object.addProperty("duplicates", file.duplicates());
        object.addProperty("waitsFor", file.waitsFor());
        JsonObject at = new JsonObject();
        Map<String, Instant> times = new TreeMap<>();
        file.reached().forEach((state, time) -> times.put(state.name().toLowerCase(Locale.ROOT), time));
        times.forEach((state, time) -> at.addProperty(state, time.toString()));
        object.add("at", at);
        ErrorDetail error = file.error();
        if (error != null) {
            object.addProperty("reason", error.reason());
            object.addProperty("message", error.message());
            object.addProperty("advice", error.advice());
        }
        return object;
    }

    static JsonObject withHistory(FileRecord file) {
        JsonArray history = new JsonArray();
        file.history().steps().forEach(step -> history.add(of(step)));
        JsonObject object = of(file);
        object.add("history", history);
        return object;
    }

    private static JsonObject of(FileStep step) {
        JsonObject object = new JsonObject();
        object.addProperty("state", step.state().name());
        object.addProperty("at", step.at().toString());
        object.addProperty("batch", text(step.batch()));
        object.addProperty("job", step.job());
        object.addProperty("error", step.error());
        return object;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
