package dev.landfall.endtoend.tpch.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparedTypeTest {
    @Test
    void equalMoneyHasEqualText() {
        assertThat(List.of("12.3", "12.30", "12.300", "1.23E+1"))
                .allSatisfy(text -> assertThat(ComparedType.MONEY.render(text)).isEqualTo("12.30"));
        assertThat(ComparedType.MONEY.render("0")).isEqualTo("0.00");
        assertThat(ComparedType.MONEY.render("100")).isEqualTo("100.00");
        assertThat(ComparedType.MONEY.render("12.305")).isEqualTo("12.305");
    }

    @Test
    void equalTimesHaveEqualText() {
        assertThat(List.of("2026-01-02 03:04:05", "2026-01-02T03:04:05", "2026-01-02 03:04:05.0"))
                .allSatisfy(text ->
                        assertThat(ComparedType.TIMESTAMP.render(text)).isEqualTo("2026-01-02 03:04:05.000000"));
        assertThat(ComparedType.TIMESTAMP.render("2026-01-02 03:04:05.123456")).isEqualTo("2026-01-02 03:04:05.123456");
    }

    @Test
    void whatIsNoSuchValueShowsAsItIs() {
        assertThat(ComparedType.TIMESTAMP.render("soon")).isEqualTo("soon");
        assertThat(ComparedType.MONEY.render("12,30")).isEqualTo("12,30");
        assertThat(ComparedType.INTEGER.render("1.5")).isEqualTo("1.5");
        assertThat(ComparedType.DATE.render("2026-02-30")).isEqualTo("2026-02-30");
    }

    @Test
    void textIsOrderedByCodePointAsBothEnginesDo() {
        assertThat(ComparedType.TEXT.compare("\uFF61", "\uD83D\uDE80")).isNegative();
        assertThat(ComparedType.TEXT.compare("a", "ab")).isNegative();
        assertThat(ComparedType.TEXT.compare("Z", "a")).isNegative();
    }

    @Test
    void queriesNameTheirColumnsAndOrderByTheKey() {
        ComparedColumns columns = ComparedColumns.of(
                List.of(new ComparedColumn("k", ComparedType.INTEGER)),
                List.of(new ComparedColumn("v", ComparedType.TEXT)));
        assertThat(columns.query("`d`.`t`")).isEqualTo("SELECT `k`, `v` FROM `d`.`t` ORDER BY `k`");
        assertThatIllegalArgumentException().isThrownBy(() -> new ComparedColumn("a` FROM b", ComparedType.TEXT));
    }
}
