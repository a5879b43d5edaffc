@NullMarked
package dev.landfall.gcp.firestore;

import org.jspecify.annotations.NullMarked;
