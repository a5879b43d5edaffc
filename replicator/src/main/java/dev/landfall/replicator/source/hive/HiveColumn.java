package dev.landfall.replicator.source.hive;

import dev.landfall.replicator.format.RowColumn;
import dev.landfall.replicator.pipeline.HiveName;

/**
 * A column as the source has it and as the parts carry it.
 *
 * @param padded true for CHAR, whose trailing blanks are padding and not part of the value
 */
record HiveColumn(HiveName name, RowColumn carried, boolean padded) {}
