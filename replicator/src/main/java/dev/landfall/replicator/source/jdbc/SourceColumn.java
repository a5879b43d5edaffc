package dev.landfall.replicator.source.jdbc;

import dev.landfall.replicator.format.RowColumn;
import dev.landfall.replicator.pipeline.SourceName;

/**
 * A column as the source has it and as the parts carry it.
 *
 * @param padded true for CHAR, whose trailing blanks are padding and not part of the value
 * @param zoned true for a time with a zone, which is carried as its instant
 */
record SourceColumn(SourceName name, RowColumn carried, boolean padded, boolean zoned) {}
