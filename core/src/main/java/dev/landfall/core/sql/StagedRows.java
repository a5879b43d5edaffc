package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one staging table.
 *
 * @param schema the data columns of the staging table
 * @param sequence of every row; null if the column {@code sequenceColumn} holds it
 * @param sequenceColumn read if there is no sequence for all
 */
public record StagedRows(
        TableId table, TableSchema schema, @Nullable Long sequence, ColumnName sequenceColumn) {
    static final String UNION_ALL = "\n    UNION ALL\n";

    /** The rows in the shape of the target: every column in the target's type, NULL where the files have none. */
    String select(List<Column> columns, @Nullable StagedDeletes deletes) {
        String list = columns.stream().map(this::column).collect(Collectors.joining(",\n      "));
        String number = sequence != null ? sequence.toString() : sequenceColumn.quoted();
        return "    SELECT\n      " + list + ",\n      " + number + " AS " + ColumnName.SEQUENCE.quoted()
                + (deletes == null
                        ? ""
                        : ",\n      " + deletes.deletes() + " AS " + StagedDeletes.DELETED + ",\n      1 AS "
                                + StagedDeletes.STAGED)
                + "\n    FROM " + table.quoted();
    }

    private String column(Column wanted) {
        String name = wanted.name().quoted();
        return schema.column(wanted.name())
                .map(found -> found.sqlType().equals(wanted.sqlType())
                        ? found.name().quoted() + " AS " + name
                        : "CAST(" + found.name().quoted() + " AS " + wanted.sqlType() + ") AS " + name)
                .orElse(absent(wanted) + " AS " + name);
    }

    /** A table holds no NULL array; an empty one compares with what is stored. */
    private static String absent(Column wanted) {
        return wanted.mode() == ColumnMode.REPEATED
                ? wanted.sqlType() + "[]"
                : "CAST(NULL AS " + wanted.sqlType() + ")";
    }

    static String union(List<StagedRows> sources, List<Column> columns) {
        return union(sources, columns, null);
    }

    /** @param deletes null if no row deletes; else each row tells whether it does */
    static String union(List<StagedRows> sources, List<Column> columns, @Nullable StagedDeletes deletes) {
        return sources.stream().map(source -> source.select(columns, deletes)).collect(Collectors.joining(UNION_ALL));
    }
}
