/** The port to BigQuery: jobs by ids that follow from the ledger, and what became of them. */
@NullMarked
package dev.landfall.core.warehouse;

import org.jspecify.annotations.NullMarked;
