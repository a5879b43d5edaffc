package dev.landfall.replicator.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import dev.landfall.replicator.delta.DeliveredPart;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.SequencedFile;
import dev.landfall.replicator.delta.SourcePartition;
import dev.landfall.replicator.state.UploadRecord;
import dev.landfall.replicator.window.Window;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that closes a delta in the landing bucket. It follows from the journal alone, so that a re-run writes the
 * same bytes.
 */
final class Manifest {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private Manifest() {}

    static String json(Delta delta, UploadRecord uploads) {
        Map<String, @Nullable Object> manifest = new LinkedHashMap<>();
        manifest.put("delta", delta.id().value());
        manifest.put("table", delta.table().toString());
        manifest.put("sequence", delta.sequence());
        manifest.put("window", window(delta.window()));
        manifest.put("query", delta.query());
        manifest.put("rows", TableResult.rows(uploads.parts()));
        manifest.put(
                "bytes", uploads.parts().stream().mapToLong(DeliveredPart::size).sum());
        manifest.put("rowsWithoutWatermark", uploads.extraction().rowsWithoutWatermark());
        manifest.put("rowsAhead", uploads.extraction().rowsAhead());
        manifest.put("files", uploads.parts().stream().map(Manifest::file).toList());
        manifest.put(
                "sourceFiles",
                delta.files().isEmpty()
                        ? null
                        : delta.files().stream().map(Manifest::sourceFile).toList());
        manifest.put(
                "partitions",
                delta.partitions().isEmpty()
                        ? null
                        : delta.partitions().stream().map(SourcePartition::name).toList());
        String schema = uploads.extraction().schema();
        manifest.put("schema", schema == null ? null : JsonParser.parseString(schema));
        return GSON.toJson(manifest) + "\n";
    }

    private static @Nullable Map<String, Object> window(@Nullable Window window) {
        if (window == null) {
            return null;
        }
        Map<String, Object> ends = new LinkedHashMap<>();
        window.lowerBound().ifPresent(lower -> ends.put("from", lower.toString()));
        ends.put("to", window.upper().toString());
        return ends;
    }

    private static Map<String, @Nullable Object> file(DeliveredPart part) {
        Map<String, @Nullable Object> file = new LinkedHashMap<>();
        file.put("name", part.objectName());
        file.put("generation", part.generation());
        file.put("size", part.size());
        file.put("crc32c", part.crc32c().base64());
        file.put("rows", part.rows());
        return file;
    }

    private static Map<String, Object> sourceFile(SequencedFile file) {
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("path", file.file().path());
        source.put("fileId", file.file().fileId());
        source.put("length", file.file().length());
        source.put("modifiedMillis", file.file().modifiedMillis());
        source.put("sequence", file.sequence());
        return source;
    }
}
