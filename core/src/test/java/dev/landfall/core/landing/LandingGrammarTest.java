package dev.landfall.core.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.landing.LandingOutcome.Accepted;
import dev.landfall.core.landing.LandingOutcome.Ignored;
import dev.landfall.core.landing.LandingOutcome.Rejected;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.TableId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LandingGrammarTest {
    private final LandingGrammar grammar =
            new LandingGrammar("landing/", Set.of(new DatasetName("sales"), new DatasetName("_x")));

    @Test
    void readsSequenceAndKeys() {
        LandingPath path = accepted("landing/sales/orders/seq=1767225600000000/dt=2026-01-01/region=EU/part-0.avro");
        assertThat(path.table()).isEqualTo(TableId.of("sales", "orders"));
        assertThat(path.sequence()).isEqualTo(1767225600000000L);
        assertThat(path.keys())
                .containsExactly(
                        new HiveKey(new ColumnName("dt"), "2026-01-01"), new HiveKey(new ColumnName("region"), "EU"));
        assertThat(path.layout().root()).isEqualTo("landing/sales/orders");
        assertThat(path.layout().carriesSequence()).isTrue();
        assertThat(path.layout().keys()).extracting(ColumnName::value).containsExactly("seq", "dt", "region");
    }

    @Test
    void readsAFileDroppedByHandAndAHiveWarehouse() {
        LandingPath dropped = accepted("landing/sales/orders/today.csv");
        assertThat(dropped.sequence()).isNull();
        assertThat(dropped.layout().carriesSequence()).isFalse();
        LandingPath hive = accepted("landing/sales.db/orders/dt=__HIVE_DEFAULT_PARTITION__/000000_0");
        assertThat(hive.table()).isEqualTo(TableId.of("sales", "orders"));
        assertThat(hive.layout().root()).isEqualTo("landing/sales.db/orders");
        assertThat(accepted("landing/_x/_hidden looking-table/f.csv")
                        .table()
                        .table()
                        .value())
                .isEqualTo("_hidden looking-table");
    }

    @ParameterizedTest
    @CsvSource({
        "archive/sales/orders/a.csv, OUTSIDE",
        "landing/sales/orders/_SUCCESS, HIDDEN",
        "landing/sales/orders/_temporary/0/part-0, HIDDEN",
        "landing/sales/orders/.part-0.crc, TEMPORARY",
        "landing/sales/orders/.hidden, HIDDEN",
        "landing/sales/orders/a.csv.tmp, TEMPORARY",
        "landing/sales/orders/a.csv._COPYING_, TEMPORARY",
        "landing/sales/orders/, FOLDER_MARKER",
        "landing/, FOLDER_MARKER",
        "landing/_README, HIDDEN",
    })
    void ignoresWhatIsNotData(String name, IgnoredReason reason) {
        assertThat(grammar.parse(name, 0)).isEqualTo(new Ignored(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "landing/sales/or`ders'/a.csv | ILLEGAL_IDENTIFIER",
                "landing/sa`les/orders/a.csv | ILLEGAL_IDENTIFIER",
                "landing/sales/orders/d`t=1/a.csv | ILLEGAL_IDENTIFIER",
                "landing/sales/orders/dt; DROP TABLE x=1/a.csv | ILLEGAL_IDENTIFIER",
                "landing/sales/orders\"/a.csv | ILLEGAL_IDENTIFIER",
                "landing/hr/people/a.csv | DATASET_NOT_ALLOWED",
                "landing/sales/a.csv | NOT_A_LANDING_PATH",
                "landing/a.csv | NOT_A_LANDING_PATH",
                "landing/sales/orders/sub/a.csv | NOT_A_LANDING_PATH",
                "landing/sales/orders/=1/a.csv | NOT_A_LANDING_PATH",
                "landing/sales/orders/dt=/a.csv | NOT_A_LANDING_PATH",
                "landing/sales/orders/dt=1/dt=2/a.csv | NOT_A_LANDING_PATH",
                "landing/sales/orders/dt=1/seq=2/a.csv | NOT_A_LANDING_PATH",
                "landing/sales/orders/seq=-2/a.csv | NOT_A_LANDING_PATH",
                "landing/sales/orders/seq=99999999999999999999/a.csv | NOT_A_LANDING_PATH",
                "landing/sales/orders/a*.csv | UNLOADABLE_NAME",
                "landing/sales/orders/a?.csv | UNLOADABLE_NAME",
                "landing/sales/orders/a#1.csv | UNLOADABLE_NAME",
                "landing/sales/orders/a[1].csv | UNLOADABLE_NAME",
                "landing/sales//orders/a.csv | UNLOADABLE_NAME",
            })
    void rejectsWithReasonAndAdvice(String name, RejectedReason reason) {
        assertThat(grammar.parse(name, 1)).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.message()).isNotBlank();
            assertThat(rejected.advice()).isNotBlank();
        });
    }

    @Test
    void rejectsControlCharacters() {
        assertThat(grammar.parse("landing/sales/orders/a\n.csv", 1)).isInstanceOf(Rejected.class);
        assertThat(grammar.parse("landing/sales/orders/", 7)).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyNameHasAnOutcomeAndNoIdentifierHoldsAQuote(long seed) {
        Random random = new Random(seed);
        List<String> pieces =
                List.of("landing/", "sales", "/", "=", "seq=", "`", "'", "\"", "_", ".", "é", "\n", "1", ";");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder(random.nextBoolean() ? "landing/sales/" : "");
            for (int j = random.nextInt(12); j >= 0; j--) {
                name.append(pieces.get(random.nextInt(pieces.size())));
            }
            if (grammar.parse(name.toString(), random.nextInt(2)) instanceof Accepted accepted) {
                assertThat(accepted.path().table().quoted()
                                + accepted.path().layout().keys())
                        .as("seed %d name %s", seed, name)
                        .doesNotContain("'", "\"", ";")
                        .matches("`[^`]+`\\.`[^`]+`\\[.*]");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.avro,, AVRO, false",
        "a.snappy.parquet,, PARQUET, false",
        "a.ORC,, ORC, false",
        "a.csv,, CSV, false",
        "a.csv.gz,, CSV, true",
        "a.json,, JSON, false",
        "a.ndjson,, JSON, false",
        "a.jsonl.gz,, JSON, true",
        "000000_0, ORC, ORC, false",
        "part-m-00000.gz, CSV, CSV, true",
    })
    void knowsTheFormat(String file, FileFormat ofTable, FileFormat format, boolean compressed) {
        assertThat(FileEncoding.of(file, ofTable, Optional::empty)).contains(new FileEncoding(format, compressed));
    }

    @Test
    void saysWhenItDoesNotKnowTheFormat() {
        assertThat(FileEncoding.of("000000_0", null, Optional::empty)).isEmpty();
        assertThat(FileEncoding.of("a.parquet.gz", FileFormat.PARQUET, Optional::empty))
                .isEmpty();
    }

    private LandingPath accepted(String name) {
        LandingOutcome outcome = grammar.parse(name, 1);
        assertThat(outcome).as(name).isInstanceOf(Accepted.class);
        return ((Accepted) outcome).path();
    }
}
