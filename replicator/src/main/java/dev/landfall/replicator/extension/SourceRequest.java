package dev.landfall.replicator.extension;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.format.RowFormat;
import java.util.Map;

/**
 * What a source of the user's own is opened with.
 *
 * @param table the target
 * @param settings of the source's block in the pipeline file, without {@code extension}
 * @param format that the table's rows are to be written in
 * @param parts where and how large
 */
public record SourceRequest(TableId table, Map<String, String> settings, RowFormat format, PartSettings parts) {
    public SourceRequest {
        settings = Map.copyOf(settings);
    }

    /** @throws IllegalArgumentException if the block does not have this key */
    public String required(String key) {
        String value = settings.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the source needs the key '" + key + "'");
        }
        return value;
    }
}
