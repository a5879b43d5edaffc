package dev.landfall.localcloud.bigquery.catalog;

import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.http.ApiException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** BigQuery's rules for the names of columns, dataset and tables. */
final class ColumnNames {
    private static final Pattern LEGAL =
            Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}\\p{Pc}\\p{Pd}&%=+:'<>#| ]{0,299}");
    private static final List<String> RESERVED_PREFIXES =
            List.of("_TABLE_", "_FILE_", "_PARTITION", "_ROW_TIMESTAMP", "__ROOT__", "_COLIDENTIFIER", "_CHANGE_");

    private ColumnNames() {}

    /** @throws ApiException if a name is illegal, reserved or given twice (case does not distinguish names) */
    static void check(List<Field> fields) {
        Set<String> seen = new HashSet<>();
        for (Field field : fields) {
            String upper = field.name().toUpperCase(Locale.ROOT);
            if (!LEGAL.matcher(field.name()).matches()) {
                throw ApiException.invalid("Invalid field name \"" + field.name()
                        + "\". Fields must contain the allowed characters, and be at most 300 characters long.");
            }
            if (RESERVED_PREFIXES.stream().anyMatch(upper::startsWith)) {
                throw ApiException.invalid("Invalid field name \"" + field.name() + "\". Field names are not allowed to"
                        + " start with the (case-insensitive) prefixes " + String.join(", ", RESERVED_PREFIXES));
            }
            if (!seen.add(upper)) {
                throw ApiException.invalid(
                        "Duplicate field names in schema: " + field.name() + " (names are case-insensitive)");
            }
            check(field.fields());
        }
    }
}
