package dev.landfall.localcloud.bigquery.catalog;

import dev.landfall.localcloud.http.ApiException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table id that may name one partition: {@code orders$20260105}.
 *
 * @param partition the partition's id
 */
public record PartitionDecorator(String table, Optional<String> partition) {
    private static final Pattern ID = Pattern.compile("[0-9]{4}([0-9]{2}){0,3}|-?[0-9]+|__NULL__|__UNPARTITIONED__");

    public static PartitionDecorator parse(String tableId) {
        int dollar = tableId.indexOf('$');
        if (dollar < 0) {
            return new PartitionDecorator(tableId, Optional.empty());
        }
        String id = tableId.substring(dollar + 1);
        if (!ID.matcher(id).matches()) {
            throw ApiException.invalid("Invalid partition decorator: " + tableId);
        }
        return new PartitionDecorator(tableId.substring(0, dollar), Optional.of(id));
    }
}
