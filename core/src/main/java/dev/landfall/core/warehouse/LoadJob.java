package dev.landfall.core.warehouse;

import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.CsvOptions;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One load job into a staging table of its own.
 *
 * @param schema of the files where they do not describe themselves; null lets BigQuery detect it
 * @param keys the Hive partition keys with their types, in the order of the names; empty if there are none
 * @param keyRoot {@code gs://bucket/...} up to and without the slash before the first key
 */
public record LoadJob(
        String id,
        TableId staging,
        List<String> uris,
        FileEncoding encoding,
        CsvOptions csv,
        @Nullable TableSchema schema,
        List<Column> keys,
        String keyRoot) {
    public LoadJob {
        uris = List.copyOf(uris);
        keys = List.copyOf(keys);
    }

    /** {@code gs://bucket/landing/sales/orders/{seq:INT64}/{dt:DATE}}: BigQuery's form of typed partition keys. */
    public String sourceUriPrefix() {
        return keys.stream()
                .map(key -> "/{" + key.name() + ":" + key.type().sql() + "}")
                .collect(Collectors.joining("", keyRoot, ""));
    }
}
