package dev.landfall.core.landing;

import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parsed object name: {@code <root>/[seq=<n>/][<hive key>=<value>/...]<file>}, where root ends with dataset and table.
 *
 * @param root the name up to and without the slash before the first key: the same for all files of a table that were
 *     dropped in the same shape
 * @param sequence of the {@code seq=} folder; null if there is none
 * @param keys the Hive partition keys in the order of the name, without {@code seq}
 */
public record LandingPath(
        TableId table, String root, @Nullable Long sequence, List<HiveKey> keys, String file) {
    /** The name of the folder, and of the staging column, that carries the sequence. */
    public static final ColumnName SEQUENCE_KEY = new ColumnName("seq");

    public LandingPath {
        keys = List.copyOf(keys);
    }

    /** Where the file stands, up to values: files of one layout can be loaded by one job. */
    public Layout layout() {
        List<ColumnName> names = new ArrayList<>();
        if (sequence != null) {
            names.add(SEQUENCE_KEY);
        }
        keys.forEach(key -> names.add(key.name()));
        return new Layout(root, names);
    }
}
