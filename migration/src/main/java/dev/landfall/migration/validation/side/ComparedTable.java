package dev.landfall.migration.validation.side;

import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.Deletes;
import dev.landfall.core.table.NullKeys;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TableSpec;
import dev.landfall.migration.validation.canonical.CanonicalType;
import dev.landfall.migration.validation.failure.ValidationException;
import dev.landfall.migration.validation.sql.Boundary;
import dev.landfall.migration.validation.sql.Dialect;
import dev.landfall.migration.validation.sql.Grouping;
import dev.landfall.migration.validation.sql.Operand;
import dev.landfall.migration.validation.sql.SideColumn;
import dev.landfall.migration.validation.sql.SideElements;
import dev.landfall.migration.validation.sql.SideTable;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One table as both sides read it: which columns, keys and partitions, and which rows.
 *
 * @param notes what is not compared although it is there, in sentences
 * @param missing columns that only the source has: the target is no copy
 * @param incomparable columns that both have and that no rule compares: equality cannot be said
 */
public record ComparedTable(
        SideTable source, SideTable target, List<String> notes, List<String> missing, List<String> incomparable) {
    public ComparedTable {
        notes = List.copyOf(notes);
        missing = List.copyOf(missing);
        incomparable = List.copyOf(incomparable);
    }

    /**
     * What a person may ask for.
     *
     * @param where a condition in SQL that both engines understand; the operator's own words
     * @param ignored columns of the source to leave out, in lower case
     */
    public record Choices(@Nullable String where, Set<String> ignored) {
        public static final Choices NONE = new Choices(null, Set.of());

        public Choices {
            ignored = Set.copyOf(ignored);
        }
    }

    /**
     * One side before its columns are known.
     *
     * @param table quoted
     */
    public record Place(Dialect dialect, String table) {}

    /**
     * The newest rows that are compared.
     *
     * @param column of the source
     */
    public record Freshness(String column, LocalDateTime before) {}

    /**
     * Pairs the columns and applies the spec's rules.
     *
     * @param keys of the target, as spec or primary key name them; may be empty
     * @throws ValidationException if nothing can be compared, or a key cannot
     */
    public static ComparedTable of(
            TableSpec spec,
            List<ColumnName> keys,
            SourceShape shape,
            TableSchema schema,
            Place source,
            Place target,
            @Nullable Freshness freshness,
            Choices choices) {
        Set<String> ignored = new HashSet<>(choices.ignored());
        Optional<Deletes> deletes = Optional.ofNullable(spec.merge().deletes());
        deletes.ifPresent(rule -> ignored.add(rule.column().value().toLowerCase(Locale.ROOT)));
        ColumnPairing.Pairs pairs = new ColumnPairing(source.dialect(), target.dialect(), ignored).pair(shape, schema);
        if (pairs.source().isEmpty()) {
            throw new ValidationException("Table " + spec.target() + " has no column that can be compared with its"
                    + " source: " + String.join(", ", pairs.incomparable()));
        }
        List<Integer> keyColumns = keys(spec, keys, pairs);
        Grouping grouping = grouping(spec, shape, pairs);
        List<String> where = new ArrayList<>();
        Optional.ofNullable(choices.where()).ifPresent(condition -> where.add("(" + condition + ")"));
        List<String> sourceWhere = new ArrayList<>(where);
        deletes.ifPresent(rule -> sourceWhere.add(undeleted(rule, source.dialect())));
        if (spec.merge().nullKeys() == NullKeys.REJECT) {
            keyColumns.forEach(
                    key -> sourceWhere.add(pairs.source().get(key).operand().sql() + " IS NOT NULL"));
        }
        Optional<Integer> watermark = freshness == null ? Optional.empty() : watermark(freshness, pairs);
        List<String> notes = new ArrayList<>();
        if (!pairs.extra().isEmpty()) {
            notes.add("Only the target has, and nothing was compared with: " + String.join(", ", pairs.extra()));
        }
        if (!choices.ignored().isEmpty()) {
            notes.add("Left out on request: "
                    + choices.ignored().stream().sorted().collect(Collectors.joining(", ")));
        }
        return new ComparedTable(
                side(
                        source,
                        pairs.source(),
                        pairs.sourceElements(),
                        keyColumns,
                        grouping,
                        boundary(freshness, watermark, pairs.source()),
                        sourceWhere),
                side(
                        target,
                        pairs.target(),
                        pairs.targetElements(),
                        keyColumns,
                        grouping,
                        boundary(freshness, watermark, pairs.target()),
                        where),
                notes,
                pairs.missing(),
                pairs.incomparable());
    }

    private static SideTable side(
            Place place,
            List<SideColumn> columns,
            List<SideElements> elements,
            List<Integer> keys,
            @Nullable Grouping grouping,
            @Nullable Boundary boundary,
            List<String> where) {
        return new SideTable(place.dialect(), place.table(), columns, elements, keys, grouping, boundary, where);
    }

    private static List<Integer> keys(TableSpec spec, List<ColumnName> keys, ColumnPairing.Pairs pairs) {
        return keys.stream()
                .map(key -> pairs.indexOf(key)
                        .orElseThrow(() -> new ValidationException("Key " + key + " of " + spec.target()
                                + " is not among the columns that can be compared on both sides: "
                                + pairs.target().stream().map(SideColumn::name).collect(Collectors.joining(", ")))))
                .toList();
    }

    private static @Nullable Grouping grouping(TableSpec spec, SourceShape shape, ColumnPairing.Pairs pairs) {
        Partitioning partitioning = spec.partitioning();
        if (partitioning != null) {
            Optional<Integer> column = pairs.indexOf(partitioning.column());
            if (column.isPresent()) {
                return new Grouping(column.get(), width(pairs.target().get(column.get()), partitioning.by()));
            }
        }
        return shape.partitionColumns().stream()
                .flatMap(name -> pairs.indexOf(new ColumnName(name)).stream())
                .findFirst()
                .map(column -> new Grouping(column, Grouping.Width.VALUE))
                .orElse(null);
    }

    /** A DATE has no hours. */
    private static Grouping.Width width(SideColumn column, Partitioning.Granularity by) {
        if (column.type() != CanonicalType.DATE && column.type() != CanonicalType.TIMESTAMP) {
            return Grouping.Width.VALUE;
        }
        return switch (by) {
            case HOUR -> column.type() == CanonicalType.DATE ? Grouping.Width.DAY : Grouping.Width.HOUR;
            case DAY -> Grouping.Width.DAY;
            case MONTH -> Grouping.Width.MONTH;
            case YEAR -> Grouping.Width.YEAR;
        };
    }

    /** The operation column is not in the target, and neither are the rows that it deletes. */
    private static String undeleted(Deletes deletes, Dialect dialect) {
        String operation = "CAST(" + SideTable.ALIAS + "." + deletes.column().quoted() + " AS STRING)";
        return "(" + operation + " IS NULL OR " + operation + " NOT IN ("
                + deletes.values().stream().sorted().map(dialect::literal).collect(Collectors.joining(", ")) + "))";
    }

    private static Optional<Integer> watermark(Freshness freshness, ColumnPairing.Pairs pairs) {
        Optional<Integer> column = pairs.indexOf(new ColumnName(freshness.column()));
        if (column.isEmpty()) {
            throw new ValidationException("The watermark column " + freshness.column()
                    + " is not on both sides, so rows on their way cannot be told from missing ones");
        }
        return column;
    }

    private static @Nullable Boundary boundary(
            @Nullable Freshness freshness, Optional<Integer> column, List<SideColumn> columns) {
        if (freshness == null || column.isEmpty()) {
            return null;
        }
        Operand watermark = columns.get(column.get()).operand();
        return new Boundary(watermark, freshness.before());
    }
}
