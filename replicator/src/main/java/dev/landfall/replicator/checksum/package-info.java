/** CRC32C while bytes flow, as Cloud Storage states and verifies it. */
@NullMarked
package dev.landfall.replicator.checksum;

import org.jspecify.annotations.NullMarked;
