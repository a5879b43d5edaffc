/** Clients of the cloud services, built in one place. */
@NullMarked
package dev.landfall.gcp.client;

import org.jspecify.annotations.NullMarked;
