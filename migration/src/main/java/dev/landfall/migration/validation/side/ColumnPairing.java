package dev.landfall.migration.validation.side;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TypeKind;
import dev.landfall.migration.validation.canonical.CanonicalType;
import dev.landfall.migration.validation.sql.Dialect;
import dev.landfall.migration.validation.sql.Operand;
import dev.landfall.migration.validation.sql.SideColumn;
import dev.landfall.migration.validation.sql.SideElements;
import dev.landfall.migration.validation.sql.SideTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which column of the source is which of the target, and how each is read. Names are compared without case. */
public final class ColumnPairing {
    private final Dialect sourceDialect;
    private final Dialect targetDialect;
    private final Set<String> ignored;
    private final List<SideColumn> source = new ArrayList<>();
    private final List<SideColumn> target = new ArrayList<>();
    private final List<SideElements> sourceElements = new ArrayList<>();
    private final List<SideElements> targetElements = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> incomparable = new ArrayList<>();
    private final List<String> extra = new ArrayList<>();

    /**
     * What was paired.
     *
     * @param source in the order of the target's columns of the same index
     * @param missing columns of the source that the target lacks
     * @param incomparable columns that are on both sides and cannot be compared, each with its reason
     * @param extra columns of the target that the source lacks
     */
    public record Pairs(
            List<SideColumn> source,
            List<SideColumn> target,
            List<SideElements> sourceElements,
            List<SideElements> targetElements,
            List<String> missing,
            List<String> incomparable,
            List<String> extra) {
        public Pairs {
            source = List.copyOf(source);
            target = List.copyOf(target);
            sourceElements = List.copyOf(sourceElements);
            targetElements = List.copyOf(targetElements);
            missing = List.copyOf(missing);
            incomparable = List.copyOf(incomparable);
            extra = List.copyOf(extra);
        }

        /** Where a column of the target is among the pairs. */
        public Optional<Integer> indexOf(ColumnName column) {
            for (int i = 0; i < target.size(); i++) {
                if (target.get(i).name().equalsIgnoreCase(column.value())) {
                    return Optional.of(i);
                }
            }
            return Optional.empty();
        }
    }

    /** @param ignored names of source columns to leave out, in lower case */
    public ColumnPairing(Dialect sourceDialect, Dialect targetDialect, Set<String> ignored) {
        this.sourceDialect = sourceDialect;
        this.targetDialect = targetDialect;
        this.ignored = Set.copyOf(ignored);
    }

    /** Pairs all columns; Landfall's own column is left out. One instance pairs one table. */
    public Pairs pair(SourceShape shape, TableSchema schema) {
        Set<ColumnName> paired = new HashSet<>();
        for (SourceColumn column : shape.columns()) {
            String lower = column.name().toLowerCase(Locale.ROOT);
            if (!ignored.contains(lower)) {
                Optional<Column> match = schema.columns().stream()
                        .filter(candidate -> candidate.name().value().equalsIgnoreCase(column.name()))
                        .findFirst();
                if (match.isPresent()) {
                    paired.add(match.get().name());
                    add(
                            match.get().name().value(),
                            SideTable.ALIAS + ".`" + column.name() + "`",
                            column.type(),
                            SideTable.ALIAS + "." + match.get().name().quoted(),
                            match.get());
                } else {
                    missing.add(column.name());
                }
            }
        }
        schema.columns().stream()
                .map(Column::name)
                .filter(name -> !paired.contains(name) && !name.isLandfalls())
                .filter(name -> !ignored.contains(name.value().toLowerCase(Locale.ROOT)))
                .forEach(name -> extra.add(name.value()));
        return new Pairs(source, target, sourceElements, targetElements, missing, incomparable, extra);
    }

    private void add(String name, String sourceSql, SourceType type, String targetSql, Column column) {
        Optional<CanonicalType> canonical = type.canonical();
        TypeKind kind = column.type().kind();
        if (type.word().equals("struct") && kind == TypeKind.STRUCT && column.mode() != ColumnMode.REPEATED) {
            fields(name, sourceSql, type, targetSql, column);
        } else if (column.mode() == ColumnMode.REPEATED) {
            repeated(name, sourceSql, type, targetSql, column);
        } else if (canonical.isPresent() && fits(canonical.get(), kind)) {
            boolean summed = type.summable() && exact(kind);
            source.add(new SideColumn(name, canonical.get(), new Operand(sourceSql, type.kind()), summed));
            target.add(new SideColumn(name, canonical.get(), new Operand(targetSql, kind), summed));
        } else {
            incomparable.add(name + " (" + type + " against " + column.sqlType() + ")");
        }
    }

    /** An array is compared with its order, a map without; inside of either, structs but no further array or map. */
    private void repeated(String name, String sourceSql, SourceType type, String targetSql, Column column) {
        ColumnPairing inner = new ColumnPairing(sourceDialect, targetDialect, Set.of());
        Column element = new Column(column.name(), column.type(), ColumnMode.NULLABLE);
        switch (type.word()) {
            case "array" -> {
                inner.position();
                inner.add("value", Dialect.VALUE, type.fields().get(0).type(), Dialect.VALUE, element);
            }
            case "map" -> inner.entries(type, element);
            default -> inner.incomparable.add(name);
        }
        if (inner.incomparable.isEmpty()
                && inner.missing.isEmpty()
                && inner.sourceElements.isEmpty()
                && !inner.source.isEmpty()) {
            boolean map = type.word().equals("map");
            sourceElements.add(new SideElements(
                    name,
                    map ? sourceDialect.eachEntry(sourceSql) : sourceDialect.eachElement(sourceSql),
                    inner.source));
            targetElements.add(new SideElements(
                    name,
                    map ? targetDialect.eachEntry(targetSql) : targetDialect.eachElement(targetSql),
                    inner.target));
        } else {
            incomparable.add(name + " (" + type + " against " + column.sqlType() + ")");
        }
    }

    private void position() {
        source.add(new SideColumn(
                "position", CanonicalType.INTEGER, new Operand(Dialect.POSITION, TypeKind.INT64), false));
        target.add(new SideColumn(
                "position", CanonicalType.INTEGER, new Operand(Dialect.POSITION, TypeKind.INT64), false));
    }

    private void entries(SourceType map, Column element) {
        List<Column> fields = element.type().fields();
        Optional<Column> key = fields.stream()
                .filter(field -> field.name().value().equalsIgnoreCase("key"))
                .findFirst();
        Optional<Column> value = fields.stream()
                .filter(field -> field.name().value().equalsIgnoreCase("value"))
                .findFirst();
        if (key.isEmpty() || value.isEmpty()) {
            incomparable.add(element.name().value());
            return;
        }
        add("key", sourceDialect.entryKey(), map.fields().get(0).type(), targetDialect.entryKey(), key.get());
        add("value", sourceDialect.entryValue(), map.fields().get(1).type(), targetDialect.entryValue(), value.get());
    }

    /** A struct is compared field by field, and by whether it is NULL. */
    private void fields(String name, String sourceSql, SourceType type, String targetSql, Column column) {
        source.add(presence(name, sourceSql));
        target.add(presence(name, targetSql));
        for (SourceType.Field field : type.fields()) {
            Optional<Column> match = column.type().fields().stream()
                    .filter(candidate -> candidate.name().value().equalsIgnoreCase(field.name()))
                    .findFirst();
            if (match.isPresent()) {
                add(
                        name + "." + match.get().name().value(),
                        sourceSql + ".`" + field.name() + "`",
                        field.type(),
                        targetSql + "." + match.get().name().quoted(),
                        match.get());
            } else {
                missing.add(name + "." + field.name());
            }
        }
    }

    private static SideColumn presence(String name, String sql) {
        return new SideColumn(
                name + " IS NOT NULL",
                CanonicalType.BOOLEAN,
                new Operand("(" + sql + " IS NOT NULL)", TypeKind.BOOL),
                false);
    }

    private static boolean exact(TypeKind kind) {
        return kind == TypeKind.INT64 || kind == TypeKind.NUMERIC;
    }

    private static boolean fits(CanonicalType type, TypeKind kind) {
        return switch (type) {
            case BOOLEAN -> kind == TypeKind.BOOL;
            case INTEGER -> kind == TypeKind.INT64 || kind == TypeKind.NUMERIC || kind == TypeKind.BIGNUMERIC;
            case DECIMAL ->
                kind == TypeKind.NUMERIC
                        || kind == TypeKind.BIGNUMERIC
                        || kind == TypeKind.INT64
                        || kind == TypeKind.STRING;
            case FLOAT -> kind == TypeKind.FLOAT64;
            case TEXT, PADDED_TEXT -> kind == TypeKind.STRING;
            case BYTES -> kind == TypeKind.BYTES;
            case DATE -> kind == TypeKind.DATE;
            case TIMESTAMP -> kind == TypeKind.TIMESTAMP || kind == TypeKind.DATETIME;
        };
    }
}
