@NullMarked
package dev.landfall.gcp.client;

import org.jspecify.annotations.NullMarked;
