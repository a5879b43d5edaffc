/** The pipeline file: YAML in, checked types out, errors that name line and nearest key. */
@NullMarked
package dev.landfall.replicator.pipeline;

import org.jspecify.annotations.NullMarked;
