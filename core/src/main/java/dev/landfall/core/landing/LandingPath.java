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
 * @param sequence that the name tells; null if it tells none
 * @param sequenceFolder true if it is the folder {@code seq=<n>} between root and keys, which a load job can read
 * @param keys the Hive partition keys in the order of the name, without {@code seq}
 */
public record LandingPath(
        TableId table, String root, @Nullable Long sequence, boolean sequenceFolder, List<HiveKey> keys, String file) {
    /** The name of the folder, and of the staging column, that carries the sequence. */
    public static final ColumnName SEQUENCE_KEY = new ColumnName("seq");

    public LandingPath {
        keys = List.copyOf(keys);
        if (sequenceFolder && sequence == null) {
            throw new IllegalArgumentException("The folder seq= of " + root + " holds no sequence");
        }
    }

    /** Where the file stands, up to values: files of one layout can be loaded by one job. */
    public Layout layout() {
        List<ColumnName> names = new ArrayList<>();
        if (sequenceFolder) {
            names.add(SEQUENCE_KEY);
        }
        keys.forEach(key -> names.add(key.name()));
        return new Layout(root, names);
    }

    /**
     * The directories whose commit would commit an object of this path: its own, and the one of its {@code seq=} folder
     * if it stands deeper, since a job that writes Hive partitions marks the folder above them. Each ends with a slash;
     * the wider one is first.
     */
    public List<String> commitDirectories(String objectName) {
        String own = objectName.substring(0, objectName.lastIndexOf('/') + 1);
        return sequenceFolder && !keys.isEmpty()
                ? List.of(layout().belowSequence(objectName).root() + "/", own)
                : List.of(own);
    }
}
