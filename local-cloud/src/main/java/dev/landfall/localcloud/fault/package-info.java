/** Faults on purpose: one seeded plan decides what goes wrong with events, REST requests and gRPC calls. */
@NullMarked
package dev.landfall.localcloud.fault;

import org.jspecify.annotations.NullMarked;
