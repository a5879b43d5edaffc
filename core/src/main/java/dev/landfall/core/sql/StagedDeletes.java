package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.Deletes;
import dev.landfall.core.table.TableId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which staged rows delete, and where their versions are remembered.
 *
 * @param rule the operation column and its values
 * @param tombstones the side table of the target
 */
public record StagedDeletes(Deletes rule, TableId tombstones) {
    static final String DELETED = "`_landfall_deleted`";
    static final String STAGED = "`_landfall_staged`";

    /** When the row of a tombstone was written; the side table forgets by it. */
    public static final ColumnName DELETED_AT = new ColumnName("_landfall_deleted_at");

    /** True in SQL for a staged row that deletes; never NULL. */
    String deletes() {
        return rule.values().stream()
                .sorted()
                .map(Literal::text)
                .collect(Collectors.joining(
                        ", ", "COALESCE(CAST(" + rule.column().quoted() + " AS STRING) IN (", "), FALSE)"));
    }

    /** The remembered versions in the shape of staged rows: NULL in every column that is no part of a version. */
    String remembered(List<ColumnName> version, List<Column> columns) {
        String list = columns.stream()
                .map(column -> (version.contains(column.name())
                                ? "CAST(" + column.name().quoted() + " AS " + column.sqlType() + ")"
                                : absent(column))
                        + " AS " + column.name().quoted())
                .collect(Collectors.joining(",\n      "));
        return "    SELECT\n      " + list + ",\n      " + ColumnName.SEQUENCE.quoted() + ",\n      TRUE AS " + DELETED
                + ",\n      0 AS " + STAGED + "\n    FROM " + tombstones.quoted();
    }

    private static String absent(Column column) {
        return column.mode() == ColumnMode.REPEATED
                ? column.sqlType() + "[]"
                : "CAST(NULL AS " + column.sqlType() + ")";
    }
}
