package dev.landfall.endtoend.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TpchRowsTest {
    private static final double SMALLEST = 0.001;

    @ParameterizedTest
    @EnumSource(TpchTable.class)
    void everyRunMakesTheSameRows(TpchTable table) {
        List<List<@Nullable String>> rows = rows(table);
        assertThat(rows(table)).isEqualTo(rows);
        assertThat(rows)
                .isNotEmpty()
                .allMatch(row -> row.size() == table.allColumns().size());
    }

    @ParameterizedTest
    @EnumSource(TpchTable.class)
    void keysAreUniqueAndSmallerThanThoseOfCopies(TpchTable table) {
        Set<List<@Nullable String>> keys = new HashSet<>();
        for (List<@Nullable String> row : rows(table)) {
            assertThat(keys.add(row.subList(0, table.comparedColumns().keyCount())))
                    .isTrue();
            assertThat(Long.parseLong(String.valueOf(row.get(0)))).isLessThan(ChangeStatement.KEY_STEP);
        }
    }

    @Test
    void someValuesAreNullSomeEmptyAndSomeOdd() {
        Set<@Nullable String> comments =
                rows(TpchTable.ORDERS).stream().map(row -> row.get(8)).collect(Collectors.toSet());
        assertThat(comments).contains(null, "", "tab\there", "back\\slash \\N \\t", "it's a \"quoted\" value");
    }

    @Test
    void customersAreUpdatedAtWholeMillisecondsAndOrdersAtMicroseconds() {
        Pattern milliseconds = Pattern.compile(".*\\.\\d{3}000");
        assertThat(rows(TpchTable.CUSTOMER))
                .allMatch(
                        row -> milliseconds.matcher(String.valueOf(row.get(8))).matches());
        assertThat(rows(TpchTable.ORDERS))
                .anyMatch(
                        row -> !milliseconds.matcher(String.valueOf(row.get(9))).matches());
    }

    @Test
    void lineItemsHaveFewPartitions() {
        assertThat(rows(TpchTable.LINEITEM).stream().map(row -> row.get(17)).distinct())
                .hasSizeLessThanOrEqualTo(12)
                .contains(ChangeStatement.CHANGED_PARTITION);
    }

    private static List<List<@Nullable String>> rows(TpchTable table) {
        return new TpchRows(SMALLEST).of(table).toList();
    }
}
