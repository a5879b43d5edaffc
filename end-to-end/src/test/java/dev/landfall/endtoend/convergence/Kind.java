package dev.landfall.endtoend.convergence;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.TypeKind;
import dev.landfall.replicator.format.RowColumn;
import dev.landfall.replicator.format.RowType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The column types of made-up tables: how each is written, read back and compared. */
enum Kind {
    INT64(TypeKind.INT64),
    STRING(TypeKind.STRING),
    NUMERIC(TypeKind.NUMERIC),
    BOOL(TypeKind.BOOL),
    DATE(TypeKind.DATE),
    TIMESTAMP(TypeKind.TIMESTAMP);

    private static final LocalDateTime NOON = LocalDateTime.of(2026, 3, 1, 12, 0);

    private final TypeKind type;

    Kind(TypeKind type) {
        this.type = type;
    }

    Column column(String name) {
        return Column.nullable(name, type);
    }

    RowColumn inFiles(String name) {
        return switch (this) {
            case INT64 -> RowColumn.of(name, RowType.INT64);
            case STRING -> RowColumn.of(name, RowType.STRING);
            case NUMERIC -> RowColumn.decimal(name, 12, 3);
            case BOOL -> RowColumn.of(name, RowType.BOOLEAN);
            case DATE -> RowColumn.of(name, RowType.DATE);
            case TIMESTAMP -> RowColumn.of(name, RowType.TIMESTAMP);
        };
    }

    /** One of so many values. */
    Object value(Random random, int values) {
        int number = random.nextInt(values);
        return switch (this) {
            case INT64 -> (long) number - 1;
            case STRING -> "v" + (char) ('a' + number);
            case NUMERIC -> BigDecimal.valueOf(number * 250L - 500, 3);
            case BOOL -> number % 2 == 0;
            case DATE -> LocalDate.of(2026, 3, 1).plusDays(number);
            case TIMESTAMP -> NOON.plusSeconds(number);
        };
    }

    /** What a reader of the target sees. */
    static String text(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros().toPlainString();
        }
        if (value instanceof LocalDateTime time) {
            return String.valueOf(time.toEpochSecond(ZoneOffset.UTC));
        }
        return value.toString();
    }

    /** GoogleSQL's TO_JSON_STRING of the values above. */
    static String json(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof LocalDateTime time) {
            return "\"" + time.toLocalDate() + "T" + time.toLocalTime().toString()
                    + (time.getSecond() == 0 ? ":00" : "") + "Z\"";
        }
        return value instanceof String || value instanceof LocalDate ? "\"" + value + "\"" : text(value);
    }

    /** The order of ORDER BY. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // two values of one column
    static int compare(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return Boolean.compare(a != null, b != null);
        }
        return a.getClass() == b.getClass()
                ? ((Comparable) a).compareTo(b)
                : new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
    }

    /** The type that holds the values of both. */
    static Kind widest(Kind a, Kind b) {
        return a == INT64 && b == NUMERIC ? b : a;
    }
}
