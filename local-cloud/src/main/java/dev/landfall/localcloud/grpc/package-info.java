/** What the gRPC services of the local cloud share: a server bound to loopback. */
@NullMarked
package dev.landfall.localcloud.grpc;

import org.jspecify.annotations.NullMarked;
