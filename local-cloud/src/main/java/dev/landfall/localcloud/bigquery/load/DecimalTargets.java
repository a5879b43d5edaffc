package dev.landfall.localcloud.bigquery.load;

import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code decimalTargetTypes}: of NUMERIC, BIGNUMERIC, STRING the first that is listed and holds every value of the
 * file's precision and scale; if none does, the widest that is listed, and then values out of range are errors.
 */
record DecimalTargets(List<FieldType> listed) {
    private static final Set<FieldType> DECIMAL_TYPES =
            Set.of(FieldType.NUMERIC, FieldType.BIGNUMERIC, FieldType.STRING);

    DecimalTargets {
        listed = List.copyOf(listed);
    }

    FieldType choose(int precision, int scale, Optional<Field> hint) {
        if (hint.isPresent() && DECIMAL_TYPES.contains(hint.get().type())) {
            return hint.get().type();
        }
        int digits = precision - scale;
        if (listed.contains(FieldType.NUMERIC) && digits <= 29 && scale <= 9) {
            return FieldType.NUMERIC;
        }
        if (listed.contains(FieldType.BIGNUMERIC) && digits <= 38 && scale <= 38) {
            return FieldType.BIGNUMERIC;
        }
        if (listed.contains(FieldType.STRING)) {
            return FieldType.STRING;
        }
        return listed.contains(FieldType.BIGNUMERIC) ? FieldType.BIGNUMERIC : FieldType.NUMERIC;
    }
}
