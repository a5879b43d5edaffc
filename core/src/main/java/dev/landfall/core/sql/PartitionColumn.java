package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.TypeKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;

/** The column that partitions a target: its partitions as numbers in Java and as literals in SQL. */
public record PartitionColumn(ColumnName name, TypeKind kind, Partitioning.Granularity granularity) {
    private static final Set<TypeKind> KINDS = EnumSet.of(TypeKind.DATE, TypeKind.DATETIME, TypeKind.TIMESTAMP);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    public static PartitionColumn of(Column column, Partitioning.Granularity granularity) {
        return new PartitionColumn(column.name(), column.type().kind(), granularity);
    }

    /** True if a table can be partitioned by it. */
    public static boolean fits(Column column) {
        return column.mode() != ColumnMode.REPEATED
                && KINDS.contains(column.type().kind());
    }

    public PartitionColumn {
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException("Column " + name + " of type " + kind
                    + " cannot partition a table: use a DATE, DATETIME or TIMESTAMP column");
        }
    }

    /** What {@code PARTITION BY} and a comparison of partitions say; a DATE by day is itself. */
    String truncated(String qualifier) {
        String column = qualifier + name.quoted();
        return kind == TypeKind.DATE && granularity == Partitioning.Granularity.DAY
                ? column
                : kind + "_TRUNC(" + column + ", " + granularity + ")";
    }

    /** The first day or second of a row's partition, counted from 1970. */
    String number(String qualifier) {
        return switch (kind) {
            case DATE -> "UNIX_DATE(" + truncated(qualifier) + ")";
            case DATETIME -> "UNIX_SECONDS(TIMESTAMP(" + truncated(qualifier) + ", 'UTC'))";
            default -> "UNIX_SECONDS(" + truncated(qualifier) + ")";
        };
    }

    /** A day or second as a literal of the column's type. */
    String literal(long number) {
        return switch (kind) {
            case DATE -> "DATE '" + LocalDate.ofEpochDay(number) + "'";
            case DATETIME -> "DATETIME '" + time(number) + "'";
            default -> "TIMESTAMP '" + time(number) + "+00'";
        };
    }

    /** The first day or second of the partition after this one. */
    public long next(long number) {
        LocalDateTime start = kind == TypeKind.DATE
                ? LocalDate.ofEpochDay(number).atStartOfDay()
                : LocalDateTime.ofInstant(Instant.ofEpochSecond(number), ZoneOffset.UTC);
        LocalDateTime next = switch (granularity) {
            case HOUR -> start.plus(1, ChronoUnit.HOURS);
            case DAY -> start.plusDays(1);
            case MONTH -> start.plusMonths(1);
            case YEAR -> start.plusYears(1);
        };
        return kind == TypeKind.DATE ? next.toLocalDate().toEpochDay() : next.toEpochSecond(ZoneOffset.UTC);
    }

    private static String time(long seconds) {
        return SECONDS.format(LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC));
    }
}
