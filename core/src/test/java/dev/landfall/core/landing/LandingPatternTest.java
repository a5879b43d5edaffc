package dev.landfall.core.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.landing.LandingOutcome.Accepted;
import dev.landfall.core.landing.LandingOutcome.Ignored;
import dev.landfall.core.landing.LandingOutcome.Rejected;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.CommitRule;
import dev.landfall.core.table.TableId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LandingPatternTest {
    private static final String DAILY =
            "(?<dataset>\\w+)/daily/(?<table>\\w+?)/(?<keys>(?:\\w+=[^/]+/)*)(?<file>[^/]+)";
    private static final String EXPORTS =
            "exports/ -> (?<dataset>\\w+)/(?<file>(?<table>[a-z]+)_(?<seq>\\d{14})_\\d+\\.csv)";

    private final LandingGrammar grammar =
            new LandingGrammar("landing/", Set.of(), LandingPattern.parse(DAILY + "\n\n  " + EXPORTS + "\n"));

    @Test
    void aPatternTakesThePlaceOfTheDefaultForm() {
        LandingPath path = accepted("landing/sales/daily/orders/dt=2026-01-31/000000_0");
        assertThat(path.table()).isEqualTo(TableId.of("sales", "orders"));
        assertThat(path.layout()).isEqualTo(new Layout("landing/sales/daily/orders", List.of(new ColumnName("dt"))));
        assertThat(path.sequence()).isNull();
        assertThat(path.file()).isEqualTo("000000_0");
        assertThat(grammar.parse("landing/sales/orders/a.csv", 1)).isInstanceOf(Rejected.class);
    }

    @Test
    void aSequenceFolderAmongTheKeysIsReadByTheLoadJob() {
        LandingPath path = accepted("landing/sales/daily/orders/seq=7/dt=2026-01-31/a.avro");
        assertThat(path.sequence()).isEqualTo(7);
        assertThat(path.layout().carriesSequence()).isTrue();
        assertThat(path.layout().root()).isEqualTo("landing/sales/daily/orders");
        LandingPattern own = LandingPattern.parse("(?<dataset>\\w+)/(?<table>\\w+)/seq=(?<seq>\\d+)/(?<file>.+)")
                .get(0);
        Accepted read = (Accepted) new LandingGrammar("", Set.of(), List.of(own)).parse("a/b/seq=8/c.csv", 1);
        assertThat(read.path().layout().carriesSequence()).isTrue();
        assertThat(read.path().sequence()).isEqualTo(8);
    }

    @Test
    void aPrefixHasAPatternOfItsOwnWithTheSequenceInTheFileName() {
        LandingPath path = accepted("exports/sales/orders_20260131120000_3.csv");
        assertThat(path.table()).isEqualTo(TableId.of("sales", "orders"));
        assertThat(path.sequence()).isEqualTo(20260131120000L);
        assertThat(path.layout().carriesSequence()).isFalse();
        assertThat(path.file()).isEqualTo("orders_20260131120000_3.csv");
        assertThat(grammar.parse("elsewhere/x", 1)).isInstanceOf(Ignored.class);
    }

    @Test
    void whatIsReadIsStillCheckedAsEver() {
        assertThat(grammar.parse("landing/sales/daily/orders/.hidden", 1)).isInstanceOf(Ignored.class);
        assertThat(grammar.parse("landing/sales/daily/orders/dt=1/dt=2/a.csv", 1))
                .isInstanceOf(Rejected.class);
        assertThat(grammar.parse("landing/sales/daily/orders/a*b.csv", 1)).isInstanceOf(Rejected.class);
        assertThat(grammar.parse("exports/sales/orders_99999999999999_1.csv", 1))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void aMarkerBelongsToTheTableOfItsDirectory() {
        assertThat(grammar.marker("landing/sales/daily/orders/seq=7/_SUCCESS"))
                .contains(new CommitMarker(
                        TableId.of("sales", "orders"), CommitRule.SUCCESS, "landing/sales/daily/orders/seq=7/"));
        LandingGrammar plain = new LandingGrammar("landing/", Set.of());
        assertThat(plain.marker("landing/sales/orders/seq=7/_manifest.json"))
                .contains(new CommitMarker(
                        TableId.of("sales", "orders"), CommitRule.MANIFEST, "landing/sales/orders/seq=7/"));
        assertThat(plain.marker("landing/sales/orders/a.csv")).isEmpty();
        assertThat(plain.marker("landing/sales/_SUCCESS")).isEmpty();
        assertThat(plain.marker("_SUCCESS")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?<dataset>\\w+)/(?<file>.+)",
                "(?<table>\\w+)/(?<file>.+)",
                "(?<dataset>\\w+)/(?<table>\\w+)/.*",
                "(?<dataset>\\w+)/(?<tabel>\\w+)/(?<file>.+)",
                "(?<dataset>\\w+/(?<table>\\w+)/(?<file>.+)",
                "exports -> (?<dataset>\\w+)/(?<table>\\w+)/(?<file>.+)",
                "(?<dataset>a)/(?<table>b)/(?<file>c)\n(?<dataset>a)/(?<table>b)/(?<file>d)",
            })
    void aPatternThatCannotNameATableIsRefused(String text) {
        assertThatThrownBy(() -> LandingPattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).*(group|expression|prefix|patterns).*");
    }

    private LandingPath accepted(String name) {
        return ((Accepted) grammar.parse(name, 1)).path();
    }
}
