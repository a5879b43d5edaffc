package dev.landfall.migration.validation.side;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.migration.validation.canonical.CanonicalType;
import org.junit.jupiter.api.Test;

class SourceTypeTest {
    @Test
    void readsWhatHiveDescribes() {
        assertThat(SourceType.parse("decimal(10,2)").arguments()).containsExactly(10, 2);
        assertThat(SourceType.parse("char(5)").canonical()).contains(CanonicalType.PADDED_TEXT);
        SourceType nested = SourceType.parse("struct<a:int,b:array<map<string,decimal(3,1)>>,c:struct<d:date>>");
        assertThat(nested.fields()).extracting(SourceType.Field::name).containsExactly("a", "b", "c");
        assertThat(nested.fields().get(2).type().fields().get(0).type().canonical())
                .contains(CanonicalType.DATE);
        assertThat(SourceType.parse("timestamp with local time zone").canonical())
                .isEmpty();
    }

    @Test
    void refusesWhatIsNoType() {
        assertThatThrownBy(() -> SourceType.parse("array<int"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'array<int' is not a type");
    }

    @Test
    void sumsOnlyWhatStaysExact() {
        assertThat(SourceType.parse("decimal(18,4)").summable()).isTrue();
        assertThat(SourceType.parse("decimal(38,18)").summable()).isFalse();
        assertThat(SourceType.parse("double").summable()).isFalse();
    }
}
