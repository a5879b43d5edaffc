/**
 * How a target converges.
 *
 * <p><b>A last-writer-wins map.</b> Per key a target keeps what has the greatest version ever seen: a row, or a delete.
 * A version is (order columns, sequence, deleted, content): order columns are data, the sequence is a number fixed at
 * the source for every file, a delete beats a row of the same order and sequence, and the content decides between rows
 * that are equal in all of these. The maximum over a total order is commutative, associative and idempotent, so files
 * may arrive in any order, twice, or split over any number of merges.
 *
 * <p><b>Where the greatest version is.</b> That of a row stands in the target. That of a deleted key has no row to stand
 * in: it is remembered in the target's {@linkplain dev.landfall.core.merge.Tombstones side table}, so that an older
 * insert that comes later finds itself beaten. One transaction adds the delta's deletes to the tombstones and folds
 * staged rows and the tombstones of their keys into the target; if it is rolled back, neither has happened. Tombstones
 * are a set of versions of which the greatest counts, so writing one twice changes nothing. Without an operation column
 * there is no side table and no transaction.
 *
 * <p><b>Snapshots</b> ({@code replace}, {@code replace_partitions}) are the same maximum, taken over whole targets or
 * partitions in place of keys: the rows of the greatest sequence stay.
 *
 * <p><b>From batches to a statement.</b> {@link dev.landfall.core.merge.MergePlan} decides, without input or output,
 * which batches fit and which DDL makes the target fit them ({@link dev.landfall.core.merge.TargetShape}). DDL comes
 * first, since a transaction takes none. {@link dev.landfall.core.merge.Fold} then becomes the one statement that
 * changes rows, once it has looked up which partitions it touches ({@link dev.landfall.core.merge.TouchedPartitions}) or
 * which snapshot is the newest ({@link dev.landfall.core.merge.Snapshots}). {@link dev.landfall.core.merge.TableMerger}
 * drives this from the ledger; the SQL is in {@link dev.landfall.core.sql}, with a golden file for every text.
 *
 * <p><b>What relies on what.</b> A merge by key relies on nothing but its version guard: leases and job ids only save
 * work. Appending and replacing add rows without a guard, and what was looked up must still hold when the job runs: for
 * these the ledger fixes a merge's batches before its job is submitted, the job's id follows from them, and no other
 * merge of the table begins before that job has ended.
 */
@NullMarked
package dev.landfall.core.merge;

import org.jspecify.annotations.NullMarked;
