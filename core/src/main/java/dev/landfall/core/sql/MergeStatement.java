package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Folds staged rows into the target so that it ends as a last-writer-wins map: per key the row with the greatest
 * version, among those staged and the one in the target.
 *
 * <p>A version is (order columns, sequence, content), compared from left to right; NULL is the smallest. It is a total
 * order, and a maximum does not care in which order it is taken: any split, order or repetition of the same files gives
 * the same table. Nothing here relies on MERGE to refuse duplicates.
 *
 * <p>The content is every column as JSON, each followed by a character that is smaller than any that JSON holds: so
 * contents compare column by column, and a column added later (always the last) cannot change which of two older rows is
 * the greater.
 *
 * <p>Keys match null-safely, since Hive enforces no keys: {@code (target.k = source.k OR (target.k IS NULL AND source.k
 * IS NULL))}. A MERGE that updates and inserts is an outer join, and BigQuery refuses an outer join "without a condition
 * that is an equality of fields from both sides"; it finds the equality in this form, while users report that {@code IS
 * NOT DISTINCT FROM} does not count as one. A key that the target declares NOT NULL is compared by equality alone. The
 * order columns keep {@code IS NOT DISTINCT FROM}: they stand in WHEN, which joins nothing.
 *
 * @param columns of the target that are written, in its order, without the sequence
 */
public record MergeStatement(
        TableId target, List<StagedRows> sources, List<ColumnName> keys, List<ColumnName> order, List<Column> columns)
        implements Statement {
    private static final String SEQUENCE = ColumnName.SEQUENCE.quoted();

    public MergeStatement {
        sources = List.copyOf(sources);
        keys = List.copyOf(keys);
        order = List.copyOf(order);
        columns = List.copyOf(columns);
        if (keys.isEmpty() || sources.isEmpty()) {
            throw new IllegalArgumentException("A merge into " + target + " needs keys and staged rows");
        }
    }

    @Override
    public String sql() {
        return "MERGE INTO " + target.quoted() + " AS target\nUSING (\n" + greatestPerKey() + "\n) AS source\nON "
                + keys.stream().map(this::sameKey).collect(Collectors.joining("\n  AND "))
                + "\nWHEN MATCHED AND (\n  " + greater(0) + "\n) THEN UPDATE SET\n  "
                + assignments() + "\nWHEN NOT MATCHED THEN INSERT (" + written("") + ")\n  VALUES ("
                + written("source.") + ")";
    }

    private String greatestPerKey() {
        String by = Stream.concat(
                        order.stream().map(column -> column.quoted() + " DESC NULLS LAST"),
                        Stream.of(SEQUENCE + " DESC", content("") + " DESC"))
                .collect(Collectors.joining(",\n        "));
        String partition = keys.stream().map(ColumnName::quoted).collect(Collectors.joining(", "));
        return "  SELECT " + written("") + "\n  FROM (\n    SELECT " + written("") + ",\n      ROW_NUMBER() OVER (\n"
                + "        PARTITION BY " + partition + "\n        ORDER BY " + by
                + "\n      ) AS `_landfall_position`\n"
                + "    FROM (\n" + StagedRows.union(sources, columns) + "\n    )\n  )\n"
                + "  WHERE `_landfall_position` = 1";
    }

    private String sameKey(ColumnName key) {
        boolean required =
                columns.stream().anyMatch(column -> column.name().equals(key) && column.mode() == ColumnMode.REQUIRED);
        String target = "target." + key.quoted();
        String source = "source." + key.quoted();
        String equal = target + " = " + source;
        return required ? equal : "(" + equal + " OR (" + target + " IS NULL AND " + source + " IS NULL))";
    }

    /** True in SQL if the source's version is greater than the target's, from the index-th part of the version on. */
    private String greater(int index) {
        if (index < order.size()) {
            String source = "source." + order.get(index).quoted();
            String target = "target." + order.get(index).quoted();
            return source + " > " + target + " OR (" + target + " IS NULL AND " + source + " IS NOT NULL)\n  OR ("
                    + source + " IS NOT DISTINCT FROM " + target + " AND (" + greater(index + 1) + "))";
        }
        String source = "source." + SEQUENCE;
        String target = "target." + SEQUENCE;
        return source + " > " + target + " OR " + target + " IS NULL\n  OR (" + source + " = " + target + " AND "
                + content("source.") + " > " + content("target.") + ")";
    }

    private String content(String qualifier) {
        return columns.stream()
                .map(column -> "TO_JSON_STRING(" + qualifier + column.name().quoted() + ")")
                .collect(Collectors.joining(", '\\x01', ", "CONCAT(", ", '\\x01')"));
    }

    private String assignments() {
        List<String> names = names();
        names.removeIf(name -> keys.stream().anyMatch(key -> key.quoted().equalsIgnoreCase(name)));
        return names.stream().map(name -> name + " = source." + name).collect(Collectors.joining(",\n  "));
    }

    private String written(String qualifier) {
        return names().stream().map(name -> qualifier + name).collect(Collectors.joining(", "));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        columns.forEach(column -> names.add(column.name().quoted()));
        names.add(SEQUENCE);
        return names;
    }
}
