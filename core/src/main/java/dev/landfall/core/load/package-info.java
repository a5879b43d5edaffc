/**
 * From a landed object to staged rows: the ledger's first entry ({@link dev.landfall.core.load.FileIntake}), batches and
 * their load jobs ({@link dev.landfall.core.load.TableLoader}).
 */
@NullMarked
package dev.landfall.core.load;

import org.jspecify.annotations.NullMarked;
