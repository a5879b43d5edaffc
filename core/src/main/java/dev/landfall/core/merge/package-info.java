/**
 * How a target converges.
 *
 * <p>A target is a last-writer-wins map: per key it keeps the row with the greatest version ever seen. A version is
 * (order columns, sequence, content): order columns are data, the sequence is a number fixed at the source for every
 * file, and the content decides between rows that are equal in both. The maximum over a total order is commutative,
 * associative and idempotent, so files may arrive in any order, twice, or split over any number of merges. Leases and
 * job ids only save work; nothing here relies on them.
 *
 * <p>{@link dev.landfall.core.merge.MergePlan} decides, without input or output, which DDL makes the target fit and
 * which one statement folds the staged rows in; {@link dev.landfall.core.sql.MergeStatement} is that statement.
 */
@NullMarked
package dev.landfall.core.merge;

import org.jspecify.annotations.NullMarked;
