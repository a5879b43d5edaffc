@NullMarked
package dev.landfall.gcp.bigquery;

import org.jspecify.annotations.NullMarked;
