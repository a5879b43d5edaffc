package dev.landfall.endtoend.convergence;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.landfall.endtoend.convergence.SourceFile.SourceColumn;
import dev.landfall.endtoend.convergence.SourceFile.SourceRow;
import dev.landfall.replicator.checksum.ChecksummedOutput;
import dev.landfall.replicator.format.PartFormat;
import dev.landfall.replicator.format.PartWriter;
import dev.landfall.replicator.format.RowSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The bytes of a file, as the replicator would write them, or broken as its defect says. */
final class FileBytes {
    private FileBytes() {}

    static byte[] of(SourceFile file) {
        return switch (file.defect()) {
            case EMPTY -> new byte[0];
            case GARBAGE -> "\"no file of this format,\n\u0001\u0002\n,,,,,,\"".getBytes(StandardCharsets.UTF_8);
            case TRUNCATED -> {
                byte[] whole = write(file);
                yield Arrays.copyOf(whole, whole.length * 2 / 3);
            }
            case NONE, MISTYPED -> write(file);
        };
    }

    private static byte[] write(SourceFile file) {
        return switch (file.format()) {
            case AVRO -> part(file, PartFormat.AVRO);
            case PARQUET -> part(file, PartFormat.PARQUET);
            case CSV -> csv(file).getBytes(StandardCharsets.UTF_8);
            case JSON -> json(file).getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] part(SourceFile file, PartFormat format) {
        try {
            Path path = Files.createTempFile("convergence", "." + format.extension());
            try {
                RowSchema schema = new RowSchema(
                        "row",
                        file.columns().stream()
                                .map(column -> column.kind().inFiles(column.name()))
                                .toList());
                try (PartWriter writer = PartWriter.open(format, schema, ChecksummedOutput.create(path))) {
                    for (SourceRow row : file.rows()) {
                        writer.write(file.columns().stream()
                                .map(column -> row.value(column.name()))
                                .toArray());
                    }
                }
                return Files.readAllBytes(path);
            } finally {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String csv(SourceFile file) {
        String header = file.columns().stream().map(SourceColumn::name).collect(Collectors.joining(","));
        return file.rows().stream()
                .map(row -> file.columns().stream()
                        .map(column -> text(row.value(column.name())))
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", header + "\n", "\n"));
    }

    /** Of the columns without a value, some are written as null and some are left out. */
    private static String json(SourceFile file) {
        StringBuilder lines = new StringBuilder();
        for (SourceRow row : file.rows()) {
            JsonObject line = new JsonObject();
            for (SourceColumn column : file.columns()) {
                Object value = row.value(column.name());
                if (value instanceof Number number) {
                    line.addProperty(column.name(), number);
                } else if (value instanceof Boolean flag) {
                    line.addProperty(column.name(), flag);
                } else if (value != null) {
                    line.addProperty(column.name(), text(value));
                } else if (file.id() % 2 == 0) {
                    line.add(column.name(), JsonNull.INSTANCE);
                }
            }
            lines.append(line).append('\n');
        }
        return lines.toString();
    }

    /** As CSV and GoogleSQL's CAST read it. */
    static String text(@Nullable Object value) {
        if (value instanceof LocalDateTime time) {
            return time.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
        }
        return value == null ? "" : value.toString();
    }
}
