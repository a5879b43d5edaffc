/** Judges the local Firestore by the tests that Google wrote for its own client. */
@NullMarked
package dev.landfall.localcloud.firestore.conformance;

import org.jspecify.annotations.NullMarked;
