package dev.landfall.sweeper;

import static dev.landfall.sweeper.SweepWorld.ELEVEN;
import static dev.landfall.sweeper.SweepWorld.NOON;
import static dev.landfall.sweeper.SweepWorld.ORDERS;
import static dev.landfall.sweeper.SweepWorld.RULES;
import static dev.landfall.sweeper.SweepWorld.STAGING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.failure.FailureClass;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.BatchState;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Lease;
import dev.landfall.core.ledger.LeaseKind;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableName;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TypeKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SweepFunctionTest {
    private static final String A = "landing/sales/orders/a.avro";
    private static final String B = "landing/sales/orders/b.avro";

    private final SweepWorld world = new SweepWorld();

    @Test
    void anObjectWhoseEventNeverCameIsLoaded() {
        LandedObject lost = world.put(A, ELEVEN);
        world.put("landing/sales/orders/_hidden", ELEVEN);
        LandedObject unknown = world.put("landing/sales/ordres/a.avro", ELEVEN);
        world.sweep();
        assertThat(world.file(lost.id()).state()).isEqualTo(FileState.STAGED);
        assertThat(world.announced).containsExactly(ORDERS);
        assertThat(Objects.requireNonNull(world.file(unknown.id()).error()).reason())
                .isEqualTo("unknown_table");
        assertThat(world.logText()).contains("LOST EVENT", "\"message\":\"SWEPT\",\"objects\":2,\"findings\":2");
    }

    @Test
    void whatIsYoungIsLeftToItsEventAndEachObjectIsComparedOnce() {
        LandedObject young = world.put(A, NOON.minus(Duration.ofMinutes(5)));
        world.put(B, ELEVEN);
        world.sweep();
        assertThat(world.before.file(young.id())).isEmpty();
        world.sweep();
        assertThat(world.logText()).contains("\"objects\":1,", "\"objects\":0,");
        world.sweep(RULES.withGrace(Duration.ZERO), Duration.ofMinutes(8));
        assertThat(world.file(young.id()).state()).isEqualTo(FileState.STAGED);
        assertThat(world.warehouse.jobs()).hasSize(2);
    }

    @Test
    void filesThatNobodyLoadsAreLoaded() {
        FileRecord file = world.landed(A);
        world.sweep();
        assertThat(world.file(file.id()).state()).isEqualTo(FileState.STAGED);
        assertThat(world.logText()).contains("UNLOADED_FILES");
    }

    @Test
    void aDeadLoadersBatchIsTakenOverAndALivingOnesIsNot() {
        FileRecord file = world.landed(A);
        Lease lease = world.lease(ORDERS, LeaseKind.LOAD, Duration.ofHours(2));
        BatchRecord batch = world.open(lease, file);
        world.sweep();
        assertThat(world.file(file.id()).state())
                .as("its holder is at it until one")
                .isEqualTo(FileState.LOADING);
        world.before.abandon(lease);
        world.lease(ORDERS, LeaseKind.LOAD, Duration.ofMinutes(9));
        world.sweep();
        assertThat(world.file(file.id()).state()).isEqualTo(FileState.STAGED);
        assertThat(world.warehouse.jobs()).containsExactly(batch.loadJob());
        assertThat(world.logText()).contains("DEAD_LOADER", "its holder is gone since 2026-11-22T11:09:00Z");
    }

    @Test
    void stagedBatchesAndOpenMergesThatNobodyWorksOnAreAnnounced() {
        BatchRecord batch = world.staged(A);
        world.sweep();
        assertThat(world.announced).containsExactly(ORDERS);
        Lease merging = world.lease(ORDERS, LeaseKind.MERGE, Duration.ofHours(2));
        world.before.merges().begin(merging, List.of(batch.id()));
        world.sweep();
        assertThat(world.announced).as("somebody merges").hasSize(1);
        world.before.abandon(merging);
        world.lease(ORDERS, LeaseKind.MERGE, Duration.ofMinutes(9));
        world.sweep();
        assertThat(world.announced).hasSize(2);
        assertThat(world.logText()).contains("UNMERGED_BATCHES", "DEAD_MERGER");
    }

    @Test
    void stagingTablesThatNobodyNeedsAreDroppedAndNoOthers() {
        BatchRecord needed = world.staged(A);
        FileRecord file = world.landed("landing/sales/people/b.avro");
        TableId people = TableId.of("sales", "people");
        world.spec(people);
        Lease lease = world.lease(people, LeaseKind.LOAD, Duration.ofMinutes(9));
        BatchRecord failed = world.open(lease, file);
        world.before.fail(lease, failed, new ErrorDetail("invalid", "bad", "mend"));
        TableSchema schema = TableSchema.of(Column.nullable("id", TypeKind.INT64));
        TableId unknown = staging("sales__orders__0123456789ab_000009");
        TableId remembered = staging("sales__orders__tombstones");
        TableId byHand = staging("notes");
        List.of(failed.staging(), unknown, remembered, byHand).forEach(id -> world.warehouse.create(id, schema));
        world.sweep(RULES.withDryRun(true), Duration.ofMinutes(8));
        assertThat(world.warehouse.tables()).contains(unknown, failed.staging());
        world.sweep();
        assertThat(world.warehouse.tables()).containsExactlyInAnyOrder(needed.staging(), remembered, byHand);
    }

    @Test
    void aDryRunChangesNothing() {
        world.put(A, ELEVEN);
        FileRecord landed = world.landed(B);
        world.staged("landing/sales/orders/c.avro");
        world.sweep(RULES.withDryRun(true), Duration.ofMinutes(8));
        assertThat(world.announced).isEmpty();
        assertThat(world.warehouse.jobs()).isEmpty();
        assertThat(world.file(landed.id())).isEqualTo(landed);
        assertThat(world.store.counts().all()).isEqualTo(2);
        assertThat(world.before.sweptUntil()).isEmpty();
        assertThat(world.logText()).contains("\"findings\":3");
    }

    @Test
    void aSweepThatRunsOutOfTimeIsGoneOnWithByTheNext() {
        for (int i = 0; i < 650; i++) {
            world.put("landing/sales/orders/seq=7/%04d.avro".formatted(i), ELEVEN);
        }
        world.sweep(RULES, Duration.ZERO);
        assertThat(world.logText()).contains("SWEPT IN PART");
        assertThat(world.before.sweptUntil()).isEmpty();
        assertThat(world.store.counts().in(FileState.LANDED)).isEqualTo(300);
        world.sweep();
        assertThat(world.store.counts().files()).isEqualTo(Map.of(FileState.STAGED, 650L));
    }

    @Test
    void oneTableThatCannotBeLoadedKeepsNoOtherFromIt() {
        TableId people = TableId.of("sales", "people");
        world.spec(people);
        FileRecord first = world.landed(A);
        FileRecord second = world.landed("landing/sales/people/b.avro");
        world.warehouse.failNext(FailureClass.LATER);
        world.sweep();
        assertThat(List.of(
                        world.file(first.id()).state(), world.file(second.id()).state()))
                .containsExactlyInAnyOrder(FileState.LOADING, FileState.STAGED);
        assertThat(world.logText()).contains("SWEEP LEAVES TABLE", "\"left\":1");
        world.sweep(RULES.withGrace(Duration.ZERO), Duration.ofMinutes(8));
        assertThat(world.store.counts().files()).isEqualTo(Map.of(FileState.STAGED, 2L));
    }

    /** Every side effect, one after the other, is the last of its process; then the next sweep runs. */
    @Test
    void afterDeathBehindAnySideEffectTheNextSweepEndsTheSame() {
        int deaths = 0;
        boolean died = true;
        for (int effects = 1; died; effects++) {
            SweepWorld mortal = new SweepWorld();
            mortal.put(A, ELEVEN);
            FileRecord landed = mortal.landed(B);
            mortal.open(mortal.lease(ORDERS, LeaseKind.LOAD, Duration.ofMinutes(9)), landed);
            TableId orphan = staging("sales__orders__0123456789ab_000009");
            mortal.warehouse.create(orphan, TableSchema.of(Column.nullable("id", TypeKind.INT64)));
            TableId people = TableId.of("sales", "people");
            mortal.spec(people);
            mortal.staged("landing/sales/people/c.avro");
            mortal.crash.dieAfter(effects);
            try {
                mortal.sweep();
            } catch (RuntimeException e) {
                assertThat(mortal.crash.isDead()).as(e.toString()).isTrue();
            }
            died = mortal.crash.isDead();
            deaths += died ? 1 : 0;
            mortal.crash.restart();
            mortal.now = NOON.plus(Duration.ofMinutes(30));
            mortal.sweep();
            String after = "dead after " + effects;
            assertThat(mortal.store.counts().files()).as(after).isEqualTo(Map.of(FileState.STAGED, 3L));
            assertThat(mortal.before.batches(ORDERS, BatchState.STAGED, 10))
                    .as(after)
                    .hasSize(2);
            assertThat(mortal.announced).as(after).contains(ORDERS, people);
            assertThat(mortal.warehouse.tables()).as(after).doesNotContain(orphan);
            assertThat(mortal.before.table(ORDERS).orElseThrow().loadLease().expires())
                    .as(after)
                    .isBefore(mortal.now);
        }
        assertThat(deaths).isGreaterThanOrEqualTo(10);
    }

    @Test
    void settingsNameWhatIsWrong() {
        assertThatThrownBy(() -> SweepSettings.of(Map.of())).hasMessageContaining("LANDFALL_LANDING");
        assertThatThrownBy(() -> SweepSettings.of(Map.of("LANDFALL_LANDING", "s3://x")))
                .hasMessageContaining("gs://my-landing")
                .hasMessageContaining("s3://x");
    }

    private static TableId staging(String name) {
        return new TableId(STAGING, new TableName(name));
    }
}
