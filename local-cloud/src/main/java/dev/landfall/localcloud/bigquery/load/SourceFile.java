package dev.landfall.localcloud.bigquery.load;

import java.nio.file.Path;

/**
 * One file to load.
 *
 * @param uri {@code gs://bucket/name}
 * @param content where its bytes are
 * @param size in bytes
 */
record SourceFile(String uri, Path content, long size) {}
