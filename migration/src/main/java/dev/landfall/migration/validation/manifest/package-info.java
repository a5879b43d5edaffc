/** Compares what the replicator's manifests say was delivered with what was loaded, without asking any source. */
@NullMarked
package dev.landfall.migration.validation.manifest;

import org.jspecify.annotations.NullMarked;
