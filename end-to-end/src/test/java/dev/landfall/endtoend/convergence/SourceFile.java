package dev.landfall.endtoend.convergence;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One file that a source writes.
 *
 * @param id counts the files of its table
 * @param name of the object
 * @param sequence in the name; null if there the object's generation is the sequence
 * @param columns of this file, with its own types
 */
record SourceFile(
        int id,
        String name,
        Format format,
        @Nullable Long sequence,
        List<SourceColumn> columns,
        List<SourceRow> rows,
        Defect defect) {
    SourceFile {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    enum Format {
        AVRO,
        PARQUET,
        CSV,
        JSON;

        /** True if its files say which columns of which types they have. */
        boolean selfDescribing() {
            return this == AVRO || this == PARQUET;
        }
    }

    /** What makes a file poison. */
    enum Defect {
        NONE,
        /** Not a byte. */
        EMPTY,
        /** No file of its format. */
        GARBAGE,
        /** The first half of one. */
        TRUNCATED,
        /** A column has another type than in the target. */
        MISTYPED
    }

    record SourceColumn(String name, Kind kind) {}

    /**
     * @param values by column; a column that is not there is NULL
     * @param deletes true if the row says that its key was deleted
     */
    record SourceRow(Map<String, Object> values, boolean deletes) {
        SourceRow {
            values = Map.copyOf(values);
        }

        @Nullable
        Object value(String column) {
            return values.get(column);
        }
    }

    /** The name up to and with the last slash. */
    String directory() {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    /** This content under another file's name, if its format is the same. */
    SourceFile over(SourceFile other) {
        return format == other.format
                ? new SourceFile(id, other.name, format, other.sequence, columns, rows, defect)
                : this;
    }

    boolean poison() {
        return defect != Defect.NONE;
    }

    @Override
    public String toString() {
        return name + (poison() ? " (" + defect + ")" : "");
    }
}
