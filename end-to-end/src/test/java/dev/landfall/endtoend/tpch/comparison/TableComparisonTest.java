package dev.landfall.endtoend.tpch.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TableComparisonTest {
    private static final ComparedColumns COLUMNS = ComparedColumns.of(
            List.of(new ComparedColumn("id", ComparedType.INTEGER), new ComparedColumn("line", ComparedType.TEXT)),
            List.of(new ComparedColumn("name", ComparedType.TEXT), new ComparedColumn("price", ComparedType.MONEY)));

    @Test
    void equalTablesHaveNoDifference() {
        ComparisonReport report = compare(
                rows(row("1", "a", "x", "1.00"), row("2", "a", null, null)),
                rows(row("1", "a", "x", "1.00"), row("2", "a", null, null)));
        assertThat(report.equal()).isTrue();
        assertThat(report.equalRows()).isEqualTo(2);
        assertThat(report).hasToString("2 rows, all equal");
    }

    @Test
    void emptyTablesAreEqual() {
        assertThat(compare(rows(), rows()).equal()).isTrue();
    }

    @Test
    void findsMissingRowsAtTheStartInTheMiddleAndAtTheEnd() {
        ComparisonReport report = compare(
                rows(
                        row("1", "a", "x", "1.00"),
                        row("2", "a", "x", "1.00"),
                        row("2", "b", "x", "1.00"),
                        row("9", "a", "x", "1.00")),
                rows(row("2", "a", "x", "1.00")));
        assertThat(report.missingRows()).isEqualTo(3);
        assertThat(report.equalRows()).isOne();
        assertThat(report.firstDifferences()).extracting(Difference::kind).containsOnly(Difference.Kind.MISSING);
        assertThat(report.firstDifferences())
                .extracting(Difference::key)
                .containsExactly("id=1, line=a", "id=2, line=b", "id=9, line=a");
    }

    @Test
    void findsExtraRowsAndSecondRowsOfOneKey() {
        ComparisonReport report = compare(
                rows(row("2", "a", "x", "1.00")),
                rows(
                        row("1", "a", "x", "1.00"),
                        row("2", "a", "x", "1.00"),
                        row("2", "a", "x", "1.00"),
                        row("3", "a", "x", "1.00")));
        assertThat(report.extraRows()).isEqualTo(3);
        assertThat(report.equalRows()).isOne();
        assertThat(report.firstDifferences())
                .extracting(Difference::toString)
                .containsExactly(
                        "extra in the target: id=1, line=a",
                        "extra in the target: id=2, line=a",
                        "extra in the target: id=3, line=a");
    }

    @Test
    void namesTheColumnAndBothValuesOfADifferentRow() {
        ComparisonReport report = compare(rows(row("1", "a", "x", "1.00")), rows(row("1", "a", "x", "1.01")));
        assertThat(report.differentRows()).isOne();
        assertThat(report.firstDifferences())
                .containsExactly(new Difference(Difference.Kind.DIFFERENT, "id=1, line=a", "price", "1.00", "1.01"));
        assertThat(report)
                .hasToString("0 rows equal, 0 missing, 0 extra, 1 different; first:\n"
                        + "  different: id=1, line=a: price is \"1.00\" in the source, \"1.01\" in the target");
    }

    @Test
    void nullIsNotEmpty() {
        ComparisonReport report = compare(rows(row("1", "a", null, "1.00")), rows(row("1", "a", "", "1.00")));
        assertThat(report.firstDifferences())
                .singleElement()
                .hasToString("different: id=1, line=a: name is NULL in the source, \"\" in the target");
    }

    @Test
    void wholeNumbersAreOrderedAsNumbers() {
        assertThat(compare(
                                rows(row("9", "a", "x", "1.00"), row("10", "a", "x", "1.00")),
                                rows(row("10", "a", "x", "1.00")))
                        .missingRows())
                .isOne();
    }

    @Test
    void keepsOnlyTheFirstDifferencesOfManyAndCountsAll() {
        Iterator<ComparedRow> million = LongStream.range(0, 1_000_000)
                .mapToObj(id -> row(Long.toString(id), "a", "x", "1.00"))
                .iterator();
        ComparisonReport report = TableComparison.compare(COLUMNS, million, rows(), 3);
        assertThat(report.missingRows()).isEqualTo(1_000_000);
        assertThat(report.firstDifferences()).hasSize(3);
    }

    @Test
    void refusesASideThatIsNotInKeyOrder() {
        assertThatIllegalStateException()
                .isThrownBy(() -> compare(rows(row("2", "a", "x", "1.00"), row("1", "a", "x", "1.00")), rows()))
                .withMessage("The source is not in key order: after id=2, line=a comes id=1, line=a");
        assertThatIllegalStateException()
                .isThrownBy(() -> compare(rows(), rows(row("1", "b", "x", "1.00"), row("1", "a", "x", "1.00"))))
                .withMessageStartingWith("The target is not in key order");
    }

    @Test
    void refusesASourceWithTwoRowsOfOneKey() {
        assertThatIllegalStateException()
                .isThrownBy(() -> compare(rows(row("1", "a", "x", "1.00"), row("1", "a", "y", "1.00")), rows()))
                .withMessageStartingWith("The source is not in key order");
    }

    private static ComparisonReport compare(Iterator<ComparedRow> source, Iterator<ComparedRow> target) {
        return TableComparison.compare(COLUMNS, source, target, 10);
    }

    private static Iterator<ComparedRow> rows(ComparedRow... rows) {
        return Arrays.asList(rows).iterator();
    }

    private static ComparedRow row(@org.jspecify.annotations.Nullable String... values) {
        return ComparedRow.of(values);
    }
}
