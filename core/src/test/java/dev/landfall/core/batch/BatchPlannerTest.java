package dev.landfall.core.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.landing.Layout;
import dev.landfall.core.ledger.BatchContent;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Loadable;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.TableId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchPlannerTest {
    private static final TableId ORDERS = TableId.of("sales", "orders");
    private final BatchPlanner planner = new BatchPlanner(new BatchLimits(7, 2_000, 5_000));

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyFileIsInOneBatchThatItsJobCanLoad(long seed) {
        Random random = new Random(seed);
        List<FileRecord> files = new ArrayList<>();
        for (int i = random.nextInt(60); i >= 0; i--) {
            files.add(file(random, i));
        }
        Map<FileId, FileRecord> byId = new HashMap<>();
        files.forEach(file -> byId.put(file.id(), file));

        boolean clash = random.nextBoolean();
        Set<ColumnName> data = clash ? Set.of(new ColumnName("SEQ")) : Set.of(new ColumnName("sequence"));

        List<BatchContent> plan = planner.plan(files, data);

        assertThat(plan.stream().flatMap(batch -> batch.files().stream()).toList())
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(byId.keySet());
        for (BatchContent batch : plan) {
            List<FileRecord> members = batch.files().stream().map(byId::get).toList();
            assertThat(members).as("seed %d", seed).allSatisfy(file -> {
                assertThat(file.toLoad().encoding()).isEqualTo(batch.encoding());
                if (!clash || !file.toLoad().layout().carriesSequence()) {
                    assertThat(file.toLoad().layout()).isEqualTo(batch.layout());
                }
                assertThat(clash && batch.layout().carriesSequence()).isFalse();
                if (!batch.layout().carriesSequence()) {
                    assertThat(file.toLoad().sequence()).isEqualTo(batch.sequence());
                }
            });
            assertThat(batch.uris()).as("seed %d", seed).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(7);
            assertThat(members.size() == 1
                            || members.stream()
                                            .mapToLong(file -> file.object().sizeBytes())
                                            .sum()
                                    <= 5_000)
                    .isTrue();
        }
        Collections.shuffle(files, random);
        assertThat(planner.plan(files, data)).as("seed %d, shuffled", seed).isEqualTo(plan);
    }

    @Test
    void filesThatCarryTheirSequenceGoTogetherAndOthersAlone() {
        List<BatchContent> plan = planner.plan(
                List.of(
                        file("landing/sales/orders/seq=1/a.avro", 1, true, 10, 1),
                        file("landing/sales/orders/seq=2/a.avro", 1, true, 10, 2),
                        file("landing/sales/orders/x.avro", 7, false, 10, 7),
                        file("landing/sales/orders/y.avro", 8, false, 10, 8)),
                Set.of());
        assertThat(plan).hasSize(3);
        assertThat(plan.get(0).uris()).hasSize(2);
        assertThat(plan.get(0).sequence()).isNull();
        assertThat(plan.get(1).sequence()).isEqualTo(7);
    }

    @Test
    void aSequenceWhoseNameIsAColumnOfTheFilesIsALiteralAndItsFolderPartOfTheRoot() {
        List<BatchContent> plan = planner.plan(
                List.of(
                        keyed("landing/sales/orders/seq=02/dt=2026-01-01/a.avro", 2),
                        keyed("landing/sales/orders/seq=02/dt=2026-01-02/b.avro", 2),
                        keyed("landing/sales/orders/seq=3/dt=2026-01-01/a.avro", 3)),
                Set.of(new ColumnName("Seq")));
        assertThat(plan)
                .extracting(BatchContent::layout)
                .containsExactly(
                        new Layout("landing/sales/orders/seq=02", List.of(new ColumnName("dt"))),
                        new Layout("landing/sales/orders/seq=3", List.of(new ColumnName("dt"))));
        assertThat(plan).extracting(BatchContent::sequence).containsExactly(2L, 3L);
        assertThat(plan.get(0).uris()).hasSize(2);
    }

    @Test
    void twoVersionsOfOneObjectAreNotInOneJob() {
        assertThat(planner.plan(
                        List.of(
                                file("landing/sales/orders/seq=1/a.avro", 1, true, 10, 1),
                                file("landing/sales/orders/seq=1/a.avro", 2, true, 10, 1)),
                        Set.of()))
                .hasSize(2);
    }

    private static FileRecord file(Random random, int i) {
        boolean carries = random.nextInt(4) > 0;
        long sequence = random.nextInt(5);
        String name = "landing/sales/orders/" + (carries ? "seq=" + sequence + "/" : "") + i + ".avro";
        return file(name, 1, carries, random.nextInt(3_000), carries ? sequence : i);
    }

    private static FileRecord keyed(String name, long sequence) {
        return FileRecord.landed(
                new LandedObject("landing", name, 1, 10, null),
                ORDERS,
                new Loadable(
                        new FileEncoding(FileFormat.AVRO, false),
                        new Layout("landing/sales/orders", List.of(new ColumnName("seq"), new ColumnName("dt"))),
                        sequence),
                Instant.EPOCH);
    }

    private static FileRecord file(String name, long generation, boolean carries, long bytes, long sequence) {
        return FileRecord.landed(
                new LandedObject("landing", name, generation, bytes, null),
                ORDERS,
                new Loadable(
                        new FileEncoding(FileFormat.AVRO, false),
                        new Layout("landing/sales/orders", carries ? List.of(new ColumnName("seq")) : List.of()),
                        sequence),
                Instant.EPOCH);
    }
}
