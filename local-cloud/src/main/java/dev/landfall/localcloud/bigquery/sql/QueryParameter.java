package dev.landfall.localcloud.bigquery.sql;

import dev.landfall.localcloud.bigquery.schema.Field;
import org.jspecify.annotations.Nullable;

/**
 * One query parameter.
 *
 * @param name as written in the SQL after {@code @}, or empty if positional
 * @param type its type; the field's own name does not matter, mode REPEATED is an ARRAY
 * @param value as the REST API carries it: null, a String for a scalar, a {@code List} of such values for an ARRAY, a
 *     {@code Map} from field name to such values for a STRUCT
 */
public record QueryParameter(
        String name, Field type, @Nullable Object value) {}
