package dev.landfall.merger;

import static dev.landfall.merger.MergeWorld.ORDERS;
import static dev.landfall.merger.MergeWorld.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.failure.FailureClass;
import dev.landfall.core.failure.LaterException;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.BatchState;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.MergeCounts;
import dev.landfall.core.merge.Tombstones;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.warehouse.Warehouse;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MergeFunctionTest {
    private final MergeWorld world = MergeWorld.merging();

    @Test
    void allStagedBatchesAreFoldedByOneMergeAndTheGreatestVersionWins() {
        world.stage(2, row(1, 20, "new"), row(2, 10, "two"));
        BatchRecord late = world.stage(1, row(1, 10, "old"), row(3, 10, "three"));
        world.send();
        assertThat(world.target()).containsExactly("1=new", "2=two", "3=three");
        assertThat(world.ledger.table(ORDERS).orElseThrow().total()).isEqualTo(new MergeCounts(4, 3, 0, 0, 0));
        assertThat(world.file(late).state()).isEqualTo(FileState.MERGED);
        assertThat(world.warehouse.tables()).containsExactly(ORDERS);
        assertThat(world.warehouse.jobs())
                .filteredOn(job -> job.contains("_merge_"))
                .hasSize(2);
        world.send();
        assertThat(world.warehouse.jobs())
                .filteredOn(job -> job.contains("_merge_"))
                .hasSize(2);
    }

    @Test
    void lateBatchNeverOverwritesNewerRows() {
        world.stage(2, row(1, 20, "new"));
        world.send();
        world.stage(1, row(1, 10, "old"));
        world.send();
        assertThat(world.target()).containsExactly("1=new");
        assertThat(world.ledger.table(ORDERS).orElseThrow().total().ignored()).isEqualTo(1);
    }

    @Test
    void newColumnsAreAddedFirst() {
        world.stage(1, row(1, 10, "one"));
        world.send();
        world.stage(
                2,
                Map.of(
                        MergeWorld.ID,
                        1L,
                        MergeWorld.UPDATED,
                        20L,
                        MergeWorld.NOTE,
                        "uno",
                        new ColumnName("extra"),
                        "x"));
        world.send();
        assertThat(world.warehouse.rows(ORDERS))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry(new ColumnName("extra"), "x"));
    }

    @Test
    void aBatchThatDoesNotFitFailsAloneWithTheDifferences() {
        world.stage(1, row(1, 10, "one"));
        BatchRecord bad =
                world.stage(2, Map.of(MergeWorld.ID, "text", MergeWorld.UPDATED, 10L, MergeWorld.NOTE, "bad"));
        world.stage(3, row(2, 10, "two"));
        world.send();
        assertThat(world.target()).containsExactly("1=one", "2=two");
        assertThat(world.file(bad).state()).isEqualTo(FileState.FAILED);
        assertThat(Objects.requireNonNull(world.file(bad).error()).message())
                .contains("column id is INT64 in the target and STRING in the files");
    }

    @Test
    void aBatchWhoseRowsBreakTheMergeIsFoundAndFailsAlone() {
        BatchRecord good = world.stage(1, row(1, 10, "one"));
        BatchRecord bad = world.stage(2, row(2, 10, "bad"));
        BatchRecord alsoGood = world.stage(3, row(3, 10, "three"));
        world.warehouse.poison(bad.staging());
        world.send();
        assertThat(world.target()).containsExactly("1=one", "3=three");
        assertThat(world.batch(good.id()).state()).isEqualTo(BatchState.MERGED);
        assertThat(world.batch(alsoGood.id()).state()).isEqualTo(BatchState.MERGED);
        assertThat(world.file(bad).state()).isEqualTo(FileState.FAILED);
    }

    @Test
    void aFailedJobIsRepeatedUnderANewIdAtOnceOrLater() {
        world.stage(1, row(1, 10, "one"));
        world.send();
        world.stage(2, row(2, 10, "two"));
        world.warehouse.failNext(FailureClass.RETRY);
        world.send();
        assertThat(world.target()).containsExactly("1=one", "2=two");
        world.stage(3, row(3, 10, "three"));
        world.warehouse.failNext(FailureClass.CONFIGURATION);
        assertThatThrownBy(world::send).isInstanceOf(LaterException.class);
        world.send();
        assertThat(world.target()).containsExactly("1=one", "2=two", "3=three");
    }

    @Test
    void aLongJobIsPickedUpByTheNextDelivery() {
        world.stage(1, row(1, 10, "one"));
        world.send();
        BatchRecord batch = world.stage(2, row(2, 10, "two"));
        world.warehouse.stall(true);
        assertThatThrownBy(world::send).isInstanceOf(LaterException.class);
        assertThat(world.batch(batch.id()).state()).isEqualTo(BatchState.MERGING);
        world.warehouse.stall(false);
        world.send();
        assertThat(world.batch(batch.id()).state()).isEqualTo(BatchState.MERGED);
    }

    /** Two deliveries of one message: the first loses its lease to the second, and submits the merge nevertheless. */
    @Test
    void filesWhoseStagingTableAFasterRunHasDroppedAreNotAtFault() {
        BatchRecord batch = null;
        MergeWorld shared = world;
        for (int effects = 1; batch == null || !onlyTheTargetIsLeft(shared); effects++) {
            shared = MergeWorld.merging();
            batch = shared.stage(1, row(1, 10, "one"));
            shared.crash.dieAfter(effects);
            try {
                shared.send();
            } catch (RuntimeException e) {
                shared.crash.restart();
            }
        }
        assertThat(shared.batch(batch.id()).state()).isEqualTo(BatchState.MERGING);
        shared.send(shared.function(unsubmittedAtFirst(shared.warehouse)));
        assertThat(shared.file(batch).state()).isEqualTo(FileState.MERGED);
        assertThat(shared.target()).containsExactly("1=one");
    }

    private static boolean onlyTheTargetIsLeft(MergeWorld world) {
        return List.copyOf(world.warehouse.tables()).equals(List.of(ORDERS));
    }

    /** As if it had been asked for the first job just before another run submitted it. */
    private static Warehouse unsubmittedAtFirst(Warehouse real) {
        AtomicBoolean asked = new AtomicBoolean();
        return (Warehouse) Proxy.newProxyInstance(
                Warehouse.class.getClassLoader(), new Class<?>[] {Warehouse.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("knows") && asked.compareAndSet(false, true)) {
                        return false;
                    }
                    return method.invoke(real, arguments);
                });
    }

    @Test
    void aMessageWithoutATableIsNotDeliveredAgain() {
        world.sendText("{\"message\":{}}");
        world.sendText("{\"message\":{\"attributes\":{\"dataset\":\"a`b\",\"table\":\"t\"}}}");
        world.sendText("[");
        assertThat(world.log.toString(java.nio.charset.StandardCharsets.UTF_8)).contains("UNREADABLE MESSAGE");
    }

    @Test
    void afterDeathBehindAnySideEffectOfAMergeRedeliveryEndsTheSame() {
        dieEverywhere(MergeWorld::merging, 2, "1=new", "2=two", "3=three");
    }

    /** An append has no guard: only its job id makes it happen once. */
    @Test
    void afterDeathBehindAnySideEffectOfAnAppendEveryRowIsThereOnce() {
        dieEverywhere(MergeWorld::appending, 2, "1=new", "1=old", "2=two", "3=three");
    }

    @Test
    void afterDeathBehindAnySideEffectOfAMergeWithDeletesRedeliveryEndsTheSame() {
        dieEverywhere(MergeWorld::deleting, 2, "1=new", "2=two", "3=three");
    }

    @Test
    void afterDeathBehindAnySideEffectOfAReplacementOnlyTheNewestSnapshotIsThere() {
        dieEverywhere(MergeWorld::replacing, 2, "1=new", "2=two");
    }

    @Test
    void aDeletedKeyStaysDeleted() {
        MergeWorld deleting = MergeWorld.deleting();
        deleting.stage(3, row(1, 30, "D"));
        deleting.send();
        deleting.stage(2, row(1, 20, "late"), row(2, 20, "two"));
        deleting.send();
        assertThat(deleting.target()).containsExactly("2=two");
    }

    /** A transaction that lost against another is cancelled with the reason of a wrong statement. */
    @Test
    void aTransactionIsTriedAgainBeforeItsRowsAreBlamed() {
        MergeWorld deleting = MergeWorld.deleting();
        deleting.stage(1, row(1, 10, "one"));
        deleting.send();
        BatchRecord second = deleting.stage(2, row(2, 10, "two"));
        deleting.warehouse.failNext(FailureClass.POISON);
        deleting.send();
        assertThat(deleting.target()).containsExactly("1=one", "2=two");
        BatchRecord bad = deleting.stage(3, row(3, 10, "bad"));
        deleting.warehouse.poison(bad.staging());
        deleting.send();
        assertThat(deleting.batch(second.id()).state()).isEqualTo(BatchState.MERGED);
        assertThat(deleting.file(bad).state()).isEqualTo(FileState.FAILED);
        assertThat(deleting.warehouse.tables()).doesNotContain(bad.staging());
        assertThat(deleting.log.toString(java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"message\":\"FAILED\"")
                .contains("landing/sales/orders/seq=3/a.avro");
    }

    @Test
    void aMergeAboveTheBudgetWaitsUntilItIsAllowed() {
        MergeWorld thrifty = MergeWorld.withBudget(1_000);
        thrifty.stage(1, row(1, 10, "one"));
        thrifty.warehouse.cost(1_001);
        thrifty.send();
        thrifty.send();
        assertThat(thrifty.target()).isEmpty();
        assertThat(thrifty.ledger.files(ORDERS, FileState.MERGING, 9)).hasSize(1);
        assertThat(Objects.requireNonNull(Objects.requireNonNull(thrifty.ledger
                                        .table(ORDERS)
                                        .orElseThrow()
                                        .merge())
                                .deferred())
                        .message())
                .contains("1001")
                .contains("1000");
        thrifty.warehouse.cost(1_000);
        thrifty.send();
        assertThat(thrifty.target()).containsExactly("1=one");
    }

    private static void dieEverywhere(Supplier<MergeWorld> worlds, int processes, String... expected) {
        int deaths = 0;
        boolean died = true;
        for (int effects = 1; died; effects++) {
            MergeWorld mortal = worlds.get();
            mortal.stage(2, row(1, 20, "new"), row(2, 10, "two"));
            mortal.stage(1, row(1, 10, "old"), row(3, 10, "three"));
            died = false;
            for (int process = 0; process < processes; process++) {
                mortal.crash.dieAfter(effects);
                try {
                    mortal.send();
                } catch (RuntimeException e) {
                    died = true;
                }
            }
            mortal.crash.restart();
            mortal.send();
            deaths += died ? 1 : 0;
            assertThat(mortal.target()).as("dead after %d", effects).containsExactly(expected);
            assertThat(mortal.ledger.files(ORDERS, null, 10))
                    .as("dead after %d", effects)
                    .allMatch(file -> file.state() == FileState.MERGED);
            assertThat(mortal.warehouse.tables())
                    .as("dead after %d", effects)
                    .filteredOn(table -> !Tombstones.isOne(table))
                    .containsExactly(ORDERS);
            assertThat(mortal.ledger.table(ORDERS).orElseThrow().merge()).isNull();
            assertThat(mortal.ledger.table(ORDERS).orElseThrow().merges()).isEqualTo(1);
        }
        assertThat(deaths).isGreaterThanOrEqualTo(8);
    }
}
