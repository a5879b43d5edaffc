package dev.landfall.endtoend.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.Lease;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.endtoend.hostile.HostileCase.End;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every hostile input lands together with all others of its table, so that each must be found among many; and among
 * them lie good files, which must be merged as if nothing was.
 */
@Tag("wire")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileInputsTest {
    private static final List<HostileCase> CASES = Stream.of(
                    HostileNames.all(), HostileText.all(), HostileBinaries.all())
            .flatMap(List::stream)
            .toList();
    private static final int GOOD = 3;

    private final HostileWorld world = new HostileWorld();
    private final List<HostileCase> siblings = new ArrayList<>();

    HostileInputsTest() throws IOException {}

    static Stream<HostileCase> cases() {
        return CASES.stream();
    }

    @BeforeAll
    void landThemAll() {
        List<TableId> tables = Stream.of("names", "csv", "json", "avro", "parquet", "orc")
                .map(name -> TableId.of("sales", name))
                .toList();
        List<Lease> leases = new ArrayList<>();
        for (TableId table : tables) {
            TableSpec spec = TableSpec.merge(table, List.of(new ColumnName("id")), List.of());
            world.apply(table.table().value().equals("parquet") ? spec.withFormat(FileFormat.PARQUET) : spec);
            if (table.table().value().equals("json")) {
                world.run("CREATE TABLE sales.json (id INT64, name STRING)");
            }
            // The first good file makes the other targets.
            world.land(sibling(table, 0));
            world.merge(table);
            leases.add(world.hold(table));
        }
        CASES.forEach(world::land);
        for (int number = 1; number < GOOD; number++) {
            for (TableId table : tables) {
                world.land(sibling(table, number));
            }
        }
        leases.forEach(world::letGo);
        for (TableId table : tables) {
            world.land(sibling(table, GOOD));
            world.merge(table);
        }
    }

    @AfterAll
    void stop() {
        world.close();
    }

    @Test
    void thereAreManyCasesOfManyKinds() {
        assertThat(CASES).hasSizeGreaterThanOrEqualTo(150);
        assertThat(CASES).extracting(HostileCase::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void endsInAFinalStateWithAReasonThatNamesTheFile(HostileCase hostile) {
        Optional<FileRecord> file = world.file(hostile.name());
        if (hostile.end() == End.IGNORED) {
            assertThat(file).isEmpty();
            return;
        }
        FileRecord record = file.orElseThrow();
        String why = record.state() + " " + record.error();
        if (hostile.end() == End.EITHER) {
            assertThat(record.state()).as(why).isIn(FileState.MERGED, FileState.FAILED);
        } else {
            assertThat(record.state())
                    .as(why)
                    .isEqualTo(FileState.valueOf(hostile.end().name()));
        }
        if (record.state() != FileState.MERGED) {
            ErrorDetail error = Objects.requireNonNull(record.error());
            assertThat(error.message()).as(why).contains("gs://landing/" + hostile.name());
            assertThat(error.advice()).isNotBlank();
            if (hostile.reason() != null) {
                assertThat(error.reason()).as(why).isEqualTo(hostile.reason());
            }
        }
    }

    @Test
    void nothingIsPutOff() {
        assertThat(world.later()).isEmpty();
    }

    @Test
    void everyGoodFileAmongThemIsMergedAndNothingIsUnderWay() {
        for (HostileCase sibling : siblings) {
            assertThat(world.file(sibling.name()).orElseThrow().state())
                    .as(sibling.name())
                    .isEqualTo(FileState.MERGED);
        }
        for (String table : List.of("names", "csv", "json", "avro", "parquet", "orc")) {
            assertThat(world.filesOf(TableId.of("sales", table)))
                    .as(table)
                    .allMatch(file -> file.state().isFinal());
            assertThat(world.number("SELECT COUNT(*) FROM sales." + table + " WHERE id BETWEEN 1 AND " + (GOOD + 1)))
                    .as(table)
                    .isEqualTo(GOOD + 1);
        }
    }

    private HostileCase sibling(TableId table, int number) {
        String folder = "landing/sales/" + table.table() + "/seq=5/good" + number;
        long id = number + 1L;
        HostileCase sibling = switch (table.table().value()) {
            case "avro", "orc" -> HostileCase.of("good", folder + ".avro", HostileBinaries.avro(id), End.MERGED, null);
            case "parquet" ->
                HostileCase.of("good", folder + ".parquet", HostileBinaries.parquet(id), End.MERGED, null);
            case "json" ->
                HostileCase.of("good", folder + ".json", "{\"id\":" + id + ",\"name\":\"a\"}\n", End.MERGED, null);
            default -> HostileCase.of("good", folder + ".csv", "id,name\n" + id + ",good\n", End.MERGED, null);
        };
        siblings.add(sibling);
        return sibling;
    }
}
