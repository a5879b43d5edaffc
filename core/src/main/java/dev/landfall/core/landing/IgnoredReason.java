package dev.landfall.core.landing;

/** Why an object is none of Landfall's business. */
public enum IgnoredReason {
    /** Not under the landing prefix. */
    OUTSIDE,
    /** A file or folder whose name begins with {@code _} or {@code .}, as Hive and Spark hide them. */
    HIDDEN,
    /** {@code *.tmp}, {@code *._COPYING_} or {@code *.crc}: a copy under way or its checksum. */
    TEMPORARY,
    /** A zero-byte object whose name ends with a slash. */
    FOLDER_MARKER
}
