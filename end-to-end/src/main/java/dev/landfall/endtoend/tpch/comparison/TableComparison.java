package dev.landfall.endtoend.tpch.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares two tables by walking both in key order at once: memory holds one row of each, however large they are. One
 * instance makes one comparison.
 */
public final class TableComparison {
    private final ComparedColumns columns;
    private final Comparator<ComparedRow> keyOrder;
    private final int keptDifferences;
    private final List<Difference> differences = new ArrayList<>();
    private long equal;
    private long missing;
    private long extra;
    private long different;

    private TableComparison(ComparedColumns columns, int keptDifferences) {
        this.columns = columns;
        this.keyOrder = columns.keyOrder();
        this.keptDifferences = keptDifferences;
    }

    /**
     * Compares all rows.
     *
     * @param source rows in strictly ascending key order
     * @param target rows in ascending key order; of rows with one key, all but the first are extra
     * @param keptDifferences how many differences the report spells out
     * @throws IllegalStateException if a side is not in key order, which would make the result wrong
     */
    public static ComparisonReport compare(
            ComparedColumns columns, Iterator<ComparedRow> source, Iterator<ComparedRow> target, int keptDifferences) {
        return new TableComparison(columns, keptDifferences).run(source, target);
    }

    private ComparisonReport run(Iterator<ComparedRow> source, Iterator<ComparedRow> target) {
        Side left = new Side("source", source, true);
        Side right = new Side("target", target, false);
        while (left.row != null || right.row != null) {
            int order = order(left.row, right.row);
            if (order < 0) {
                missing++;
                keep(Difference.Kind.MISSING, left.current());
            } else if (order > 0) {
                extra++;
                keep(Difference.Kind.EXTRA, right.current());
            } else {
                compareValues(left.current(), right.current());
            }
            if (order <= 0) {
                left.advance();
            }
            if (order >= 0) {
                right.advance();
            }
        }
        return new ComparisonReport(equal, missing, extra, different, differences);
    }

    private int order(@Nullable ComparedRow left, @Nullable ComparedRow right) {
        if (left == null) {
            return 1;
        }
        return right == null ? -1 : keyOrder.compare(left, right);
    }

    private void compareValues(ComparedRow source, ComparedRow target) {
        for (int i = columns.keyCount(); i < columns.columns().size(); i++) {
            @Nullable String expected = source.values().get(i);
            @Nullable String actual = target.values().get(i);
            if (!Objects.equals(expected, actual)) {
                different++;
                keep(new Difference(
                        Difference.Kind.DIFFERENT,
                        columns.describeKey(source),
                        columns.columns().get(i).name(),
                        expected,
                        actual));
                return;
            }
        }
        equal++;
    }

    private void keep(Difference.Kind kind, ComparedRow row) {
        keep(new Difference(kind, columns.describeKey(row), null, null, null));
    }

    private void keep(Difference difference) {
        if (differences.size() < keptDifferences) {
            differences.add(difference);
        }
    }

    /** One table's rows, checked for their order. */
    private final class Side {
        private final String name;
        private final Iterator<ComparedRow> rows;
        private final boolean unique;
        private @Nullable ComparedRow row;

        Side(String name, Iterator<ComparedRow> rows, boolean unique) {
            this.name = name;
            this.rows = rows;
            this.unique = unique;
            this.row = rows.hasNext() ? rows.next() : null;
        }

        ComparedRow current() {
            return Objects.requireNonNull(row);
        }

        void advance() {
            ComparedRow previous = current();
            ComparedRow next = rows.hasNext() ? rows.next() : null;
            if (next != null) {
                int order = keyOrder.compare(previous, next);
                if (order > 0 || (order == 0 && unique)) {
                    throw new IllegalStateException("The " + name + " is not in key order: after "
                            + columns.describeKey(previous) + " comes " + columns.describeKey(next));
                }
            }
            row = next;
        }
    }
}
