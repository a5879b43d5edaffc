/** The little HTTP layer that the REST services share: routing on raw paths, Google's JSON error envelope. */
@NullMarked
package dev.landfall.localcloud.http;

import org.jspecify.annotations.NullMarked;
