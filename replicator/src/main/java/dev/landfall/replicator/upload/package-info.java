/** Write-once delivery of parts and manifests into the landing bucket. */
@NullMarked
package dev.landfall.replicator.upload;

import org.jspecify.annotations.NullMarked;
