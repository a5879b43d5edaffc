package dev.landfall.localcloud.bigquery.query;

import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import dev.landfall.localcloud.http.ApiException;
import java.util.List;
import java.util.Map;

/**
 * Which types ALTER COLUMN SET DATA TYPE may give a column: those that hold every value of the present one.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/managing-table-schemas#change_a_columns_data_type">Change a
 *     column's data type</a>
 */
final class TypeWidening {
    private static final Map<FieldType, List<FieldType>> WIDER = Map.of(
            FieldType.INT64, List.of(FieldType.NUMERIC, FieldType.BIGNUMERIC, FieldType.FLOAT64),
            FieldType.NUMERIC, List.of(FieldType.BIGNUMERIC, FieldType.FLOAT64),
            FieldType.BIGNUMERIC, List.of(FieldType.FLOAT64));
    private static final long INT64_DIGITS = 19;

    private TypeWidening() {}

    /**
     * @return the present column
     * @throws ApiException invalidQuery if a value may not fit
     */
    static Field check(Field old, Field now) {
        boolean allowed = old.type() == now.type()
                ? old.fields().equals(now.fields()) && bounds(old, now)
                : WIDER.getOrDefault(old.type(), List.of()).contains(now.type()) && bounds(old, now);
        if (!allowed) {
            throw new ApiException(
                    400,
                    "invalidQuery",
                    "ALTER TABLE ALTER COLUMN SET DATA TYPE requires that the existing column type (" + shown(old)
                            + ") is assignable to the new type (" + shown(now) + ")",
                    "query");
        }
        return old;
    }

    private static boolean bounds(Field old, Field now) {
        if (now.maxLength().isPresent()) {
            return old.maxLength().isPresent()
                    && old.maxLength().getAsLong() <= now.maxLength().getAsLong();
        }
        if (now.precision().isEmpty()) {
            return true;
        }
        long scale = now.scale().orElse(0);
        long whole = now.precision().getAsLong() - scale;
        if (old.type() == FieldType.INT64) {
            return whole >= INT64_DIGITS;
        }
        return old.precision().isPresent()
                && old.scale().orElse(0) <= scale
                && old.precision().getAsLong() - old.scale().orElse(0) <= whole;
    }

    private static String shown(Field field) {
        String bounds = "";
        if (field.precision().isPresent()) {
            bounds = "(" + field.precision().getAsLong()
                    + (field.scale().isPresent() ? ", " + field.scale().getAsLong() : "") + ")";
        } else if (field.maxLength().isPresent()) {
            bounds = "(" + field.maxLength().getAsLong() + ")";
        }
        return field.type() + bounds;
    }
}
