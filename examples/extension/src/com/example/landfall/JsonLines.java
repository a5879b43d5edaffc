package com.example.landfall;

import dev.landfall.core.table.FileFormat;
import dev.landfall.replicator.checksum.ChecksummedOutput;
import dev.landfall.replicator.format.PartWriter;
import dev.landfall.replicator.format.RowColumn;
import dev.landfall.replicator.format.RowFormat;
import dev.landfall.replicator.format.RowSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Newline-delimited JSON, for people who want to read what lands. */
public final class JsonLines implements RowFormat {

    @Override
    public String word() {
        return "json-lines";
    }

    @Override
    public FileFormat files() {
        return FileFormat.ofWord("json");
    }

    @Override
    public String extension() {
        return "json";
    }

    @Override
    public String contentType() {
        return "application/x-ndjson";
    }

    @Override
    public PartWriter open(RowSchema schema, ChecksummedOutput output) {
        return new Lines(schema.columns(), output);
    }

    private record Lines(List<RowColumn> columns, ChecksummedOutput output) implements PartWriter {

        @Override
        public void write(Object[] values) throws IOException {
            StringBuilder line = new StringBuilder("{");
            for (int i = 0; i < values.length; i++) {
                if (values[i] != null) {
                    line.append(line.length() == 1 ? "" : ",")
                            .append(quoted(columns.get(i).name()))
                            .append(':')
                            .append(text(values[i]));
                }
            }
            output.write(line.append("}\n").toString().getBytes(StandardCharsets.UTF_8));
        }

        /** Numbers that JSON readers may round are written as text, which BigQuery takes for any type. */
        private static String text(Object value) {
            if (value instanceof Boolean || value instanceof Integer) {
                return value.toString();
            }
            return quoted(value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value.toString());
        }

        private static String quoted(String text) {
            StringBuilder quoted = new StringBuilder("\"");
            for (char letter : text.toCharArray()) {
                if (letter == '"' || letter == '\\') {
                    quoted.append('\\').append(letter);
                } else if (letter < ' ') {
                    quoted.append("\\u%04x".formatted((int) letter));
                } else {
                    quoted.append(letter);
                }
            }
            return quoted.append('"').toString();
        }

        @Override
        public long estimatedSize() {
            return output.size();
        }

        @Override
        public void close() throws IOException {
            output.close();
        }
    }
}
