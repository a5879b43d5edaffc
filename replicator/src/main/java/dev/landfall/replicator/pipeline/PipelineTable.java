package dev.landfall.replicator.pipeline;

import dev.landfall.core.table.TableSpec;

/** One table of a pipeline: what its target is, and where it comes from. */
public record PipelineTable(TableSpec spec, SourceConfig source) {}
