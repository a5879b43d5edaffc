package dev.landfall.core.warehouse;

import dev.landfall.core.table.TableId;
import java.time.Instant;

/** A table as a listing of its dataset has it. */
public record ListedTable(TableId id, Instant created) {}
