package dev.landfall.migration.initialload;

import org.jspecify.annotations.Nullable;

/**
 * A file of a table.
 *
 * @param path below the table's folder: {@code dt=2026-01-01/000000_0}
 * @param crc32c in base 64, as Cloud Storage writes it; null if it is not known
 */
public record TableFile(String path, long size, @Nullable String crc32c) {
    /** The folder's name below the table's; empty for a file that lies in it directly. */
    String partition() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** True for what Hive does not read either: names that begin with an underscore or a dot. */
    boolean hidden() {
        for (String name : path.split("/")) {
            if (name.startsWith("_") || name.startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /** True if it is the same as far as both are known. */
    boolean same(TableFile other) {
        return path.equals(other.path)
                && size == other.size
                && (crc32c == null || other.crc32c == null || crc32c.equals(other.crc32c));
    }
}
