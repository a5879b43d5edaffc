package dev.landfall.loader;

import static dev.landfall.loader.LoaderWorld.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.BatchState;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.Lease;
import dev.landfall.core.ledger.LeaseKind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Objects that are written again or deleted between their event and the end of their load job. */
final class ChangedObjectTest {
    private static final String A = "landing/sales/orders/seq=1/a.avro";
    private static final String B = "landing/sales/orders/seq=1/b.avro";
    private static final String C = "landing/sales/orders/seq=1/c.avro";

    private final LoaderWorld world = new LoaderWorld();

    @Test
    void aVersionWrittenOverBeforeItsLoadGivesWayToTheNewOneEvenIfThatEventIsLost() {
        world.put(A, 3);
        world.bucket.put(A, 2, new byte[7]);
        world.sendEventOnly("old", A, 1, 100);
        assertThat(file(A, 1).state()).isEqualTo(FileState.SUPERSEDED);
        assertThat(Objects.requireNonNull(file(A, 1).error()).message()).contains("gs://landing/" + A, "generation 2");
        assertThat(file(A, 2).state()).isEqualTo(FileState.STAGED);
        assertThat(staged()).containsExactly(List.of(id(A, 2)));
    }

    @Test
    void theNewEventFirstAndTheOldOneLateLoadTheNewVersionOnce() {
        world.put(A, 3);
        world.bucket.put(A, 2, new byte[7]);
        world.sendEventOnly("new", A, 2, 7);
        world.sendEventOnly("old", A, 1, 100);
        world.sendEventOnly("new again", A, 2, 7);
        assertThat(file(A, 1).state()).isEqualTo(FileState.SUPERSEDED);
        assertThat(file(A, 2).state()).isEqualTo(FileState.STAGED);
        assertThat(staged()).containsExactly(List.of(id(A, 2)));
    }

    @Test
    void twoVersionsThatWaitTogetherCostOneJob() {
        Lease lease = busy();
        world.put(A, 3);
        world.bucket.put(A, 2, new byte[7]);
        world.sendEventOnly("old", A, 1, 100);
        world.sendEventOnly("new", A, 2, 7);
        world.ledger.abandon(lease);
        world.sendEventOnly("new", A, 2, 7);
        assertThat(file(A, 1).state()).isEqualTo(FileState.SUPERSEDED);
        assertThat(file(A, 2).state()).isEqualTo(FileState.STAGED);
        assertThat(world.warehouse.jobs()).hasSize(1);
    }

    @Test
    void anObjectWrittenOverWhileItsJobRanDoesNotLendItsRowsToTheOldSequence() {
        Lease lease = busy();
        world.land(A, 1);
        world.land(B, 2);
        world.land(C, 4);
        world.ledger.abandon(lease);
        world.warehouse.stall(true);
        try {
            world.send("event of " + C, C, 1, 100);
        } catch (RuntimeException later) {
            assertThat(later).hasMessageContaining("still runs");
        }
        BatchRecord whole = world.batches(BatchState.LOADING).get(0);
        assertThat(whole.content().files()).hasSize(3);
        world.bucket.put(B, 5, new byte[7]);
        world.warehouse.stall(false);
        world.send("event of " + C, C, 1, 100);
        assertThat(file(B, 1).state()).isEqualTo(FileState.SUPERSEDED);
        assertThat(world.ledger.batch(whole.id()).orElseThrow().state()).isEqualTo(BatchState.SPLIT);
        assertThat(world.warehouse.tables()).doesNotContain(whole.staging());
        assertThat(staged()).containsExactlyInAnyOrder(List.of(id(A, 1), id(C, 1)), List.of(id(B, 5)));
    }

    @Test
    void aDeletedObjectFailsByNameAndItsSiblingsGoOn() {
        Lease lease = busy();
        world.land(A, 1);
        world.land(B, 2);
        world.ledger.abandon(lease);
        world.bucket.delete(A);
        world.sendEventOnly("event of " + B, B, 1, 100);
        assertThat(file(A, 1).state()).isEqualTo(FileState.FAILED);
        assertThat(Objects.requireNonNull(file(A, 1).error()).reason()).isEqualTo("deleted");
        assertThat(Objects.requireNonNull(file(A, 1).error()).message()).contains("gs://landing/" + A);
        assertThat(staged()).containsExactly(List.of(id(B, 1)));
    }

    /** Every side effect is the last of its process once; the rows are staged once in the end, under their own file. */
    @Test
    void deathBehindAnySideEffectChangesNothing() {
        boolean died = true;
        for (int effects = 1; died; effects++) {
            LoaderWorld mortal = new LoaderWorld();
            mortal.put(A, 3);
            mortal.put(B, 1);
            Lease lease = mortal.ledger
                    .acquire(ORDERS, LeaseKind.LOAD, "somebody", Duration.ofHours(1))
                    .orElseThrow();
            mortal.send("b", B, 1, 100);
            mortal.bucket.put(A, 2, new byte[7]);
            mortal.sendEventOnly("a", A, 1, 100);
            mortal.ledger.abandon(lease);
            mortal.crash.dieAfter(effects);
            died = false;
            for (int delivery = 0; delivery < 5; delivery++) {
                try {
                    mortal.sendEventOnly("a", A, 1, 100);
                    break;
                } catch (RuntimeException e) {
                    died |= mortal.crash.isDead();
                    mortal.crash.restart();
                }
            }
            assertThat(mortal.ledger.file(id(A, 1)).orElseThrow().state())
                    .as("dead after %d", effects)
                    .isEqualTo(FileState.SUPERSEDED);
            assertThat(mortal.batches(BatchState.STAGED))
                    .as("dead after %d", effects)
                    .flatExtracting(batch -> batch.content().files())
                    .containsExactlyInAnyOrder(id(A, 2), id(B, 1));
        }
    }

    private Lease busy() {
        return world.ledger
                .acquire(ORDERS, LeaseKind.LOAD, "somebody", Duration.ofHours(1))
                .orElseThrow();
    }

    private List<List<FileId>> staged() {
        return world.batches(BatchState.STAGED).stream()
                .map(batch -> batch.content().files())
                .toList();
    }

    private FileRecord file(String name, long generation) {
        return world.ledger.file(id(name, generation)).orElseThrow();
    }

    private static FileId id(String name, long generation) {
        return FileId.of("landing", name, generation);
    }
}
