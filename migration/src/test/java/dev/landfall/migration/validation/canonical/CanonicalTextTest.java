package dev.landfall.migration.validation.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalTextTest {
    @Test
    void decimalsDoNotShowTheirScale() {
        assertThat(CanonicalText.of(CanonicalType.DECIMAL, new BigDecimal("1.50")))
                .isEqualTo("1.5");
        assertThat(CanonicalText.of(CanonicalType.DECIMAL, new BigDecimal("100")))
                .isEqualTo("100");
        assertThat(CanonicalText.of(CanonicalType.DECIMAL, new BigDecimal("0.000")))
                .isEqualTo("0");
    }

    @Test
    void floatsAreExactToTheLastBitAndReadBackAsTheSameNumber() {
        for (double value : new double[] {
            0.1, -2.5, 1e22, Double.MIN_VALUE, Double.MAX_VALUE, Double.MIN_NORMAL, Math.nextUp(1.0), Math.nextDown(1.0)
        }) {
            String text = CanonicalText.of(CanonicalType.FLOAT, value);
            assertThat(CanonicalText.readable(CanonicalType.FLOAT, text)).isEqualTo(Double.toString(value));
            assertThat(text).isNotEqualTo(CanonicalText.of(CanonicalType.FLOAT, Math.nextUp(value)));
        }
        assertThat(CanonicalText.of(CanonicalType.FLOAT, -0.0)).isEqualTo("0");
        assertThat(CanonicalText.of(CanonicalType.FLOAT, 1.0)).isEqualTo("4503599627370496p0");
    }

    @Test
    void noTwoRowsHaveOneText() {
        List<CanonicalType> texts = List.of(CanonicalType.TEXT, CanonicalType.TEXT);
        assertThat(List.of(
                        CanonicalText.row(texts, List.of("a|1:b", "c")),
                        CanonicalText.row(texts, List.of("a", "1:b|1:c")),
                        CanonicalText.row(texts, List.of("a", "b|c")),
                        CanonicalText.row(texts, Arrays.asList("a", null)),
                        CanonicalText.row(texts, List.of("a", "NULL")),
                        CanonicalText.row(texts, List.of("a", "")),
                        CanonicalText.row(texts, List.of("a ", ""))))
                .doesNotHaveDuplicates();
    }

    @Test
    void onlyPaddingIsCut() {
        assertThat(CanonicalText.of(CanonicalType.PADDED_TEXT, "ab  ")).isEqualTo("2:ab");
        assertThat(CanonicalText.of(CanonicalType.TEXT, "ab  ")).isEqualTo("4:ab  ");
        assertThat(CanonicalText.of(CanonicalType.TEXT, "😀")).isEqualTo("1:😀");
    }

    @Test
    void sumsDoNotDependOnOrderButOnRepetition() {
        DigestSum a = RowDigest.of("a").sum();
        DigestSum b = RowDigest.of("b").sum();
        assertThat(a.plus(b)).isEqualTo(b.plus(a));
        assertThat(a.plus(b).plus(b).plus(a)).isNotEqualTo(DigestSum.NONE).isNotEqualTo(a.plus(b));
    }
}
