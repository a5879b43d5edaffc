package dev.landfall.localcloud.bigquery.catalog;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import java.util.Locale;
import java.util.Optional;

/**
 * How a table's rows fall into partitions, as DuckDB expressions. A partition is known by its first value, the least that
 * the partitioning column can have in it; the partition of NULLs by NULL.
 */
public final class PartitionSpec {
    /** Of rows beyond the range of a table that is partitioned by an integer. */
    private static final long BEYOND = Long.MIN_VALUE;

    private final Field column;
    private final String first;
    private final String unit;
    private final long interval;

    private PartitionSpec(Field column, String first, String unit, long interval) {
        this.column = column;
        this.first = first;
        this.unit = unit;
        this.interval = interval;
    }

    /** The table's partitioning by one of its columns, if it has one. */
    public static Optional<PartitionSpec> of(Table table) {
        JsonObject properties = table.properties();
        if (TableProperties.isSet(properties, "timePartitioning")) {
            JsonObject byTime = properties.getAsJsonObject("timePartitioning");
            return byTime.has("field")
                    ? table.schema()
                            .find(byTime.get("field").getAsString())
                            .map(field -> byTime(field, byTime.get("type").getAsString()))
                    : Optional.empty();
        }
        if (TableProperties.isSet(properties, "rangePartitioning")) {
            JsonObject byRange = properties.getAsJsonObject("rangePartitioning");
            return table.schema()
                    .find(byRange.get("field").getAsString())
                    .map(field -> byRange(field, byRange.getAsJsonObject("range")));
        }
        return Optional.empty();
    }

    private static PartitionSpec byTime(Field column, String type) {
        String unit = type.toLowerCase(Locale.ROOT);
        String name = DuckDbNames.quote(column.name());
        String first = column.type() == FieldType.DATE && unit.equals("day")
                ? name
                : "CAST(date_trunc('" + unit + "', " + name + ") AS " + DuckDbNames.type(plain(column)) + ")";
        return new PartitionSpec(column, first, unit, 0);
    }

    private static PartitionSpec byRange(Field column, JsonObject range) {
        long start = range.get("start").getAsLong();
        long end = range.get("end").getAsLong();
        long interval = range.get("interval").getAsLong();
        String name = DuckDbNames.quote(column.name());
        String first = "CASE WHEN " + name + " < " + start + " OR " + name + " >= " + end + " THEN " + BEYOND + " ELSE "
                + start + " + (" + name + " - " + start + ") // " + interval + " * " + interval + " END";
        return new PartitionSpec(column, first, "", interval);
    }

    private static Field plain(Field column) {
        return Field.of(column.name(), column.type(), dev.landfall.localcloud.bigquery.schema.FieldMode.NULLABLE);
    }

    /** A condition on a row: that it is in this partition. */
    public String isIn(String partition) {
        return "(" + id(first) + " = " + DuckDbNames.text(partition) + ")";
    }

    /** @throws dev.landfall.localcloud.http.ApiException if a partition cannot have this id */
    public void check(String partition) {
        String digits = unit.isEmpty()
                ? "-?[0-9]+"
                : "[0-9]{" + format().replace("%Y", "....").length() + "}";
        if (!partition.startsWith("__") && !partition.matches(digits)) {
            throw dev.landfall.localcloud.http.ApiException.invalid("Invalid partition id $" + partition
                    + " of a table partitioned by " + (unit.isEmpty() ? "range" : unit) + ".");
        }
    }

    public String column() {
        return column.name();
    }

    /** The first value of a row's partition. */
    public String first() {
        return first;
    }

    /** The greatest value that the partition with this first value can hold. */
    public String last(String ofFirst) {
        if (unit.isEmpty()) {
            return "CASE WHEN " + ofFirst + " = " + BEYOND + " THEN " + Long.MAX_VALUE + " ELSE " + ofFirst + " + "
                    + (interval - 1) + " END";
        }
        if (column.type() == FieldType.DATE) {
            return "CAST(" + ofFirst + " + INTERVAL 1 " + unit + " - INTERVAL 1 day AS DATE)";
        }
        return "(" + ofFirst + " + INTERVAL 1 " + unit + " - INTERVAL 1 microsecond)";
    }

    /** The id of the partition with this first value, as {@code INFORMATION_SCHEMA.PARTITIONS} shows it. */
    public String id(String ofFirst) {
        String id = unit.isEmpty()
                ? "CASE WHEN " + ofFirst + " = " + BEYOND + " THEN '__UNPARTITIONED__' ELSE CAST(" + ofFirst
                        + " AS VARCHAR) END"
                : "strftime(CAST(" + ofFirst + " AS TIMESTAMP), '" + format() + "')";
        return "coalesce(" + id + ", '__NULL__')";
    }

    private String format() {
        return switch (unit) {
            case "hour" -> "%Y%m%d%H";
            case "day" -> "%Y%m%d";
            case "month" -> "%Y%m";
            default -> "%Y";
        };
    }
}
