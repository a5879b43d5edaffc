package dev.landfall.loader;

import static dev.landfall.loader.LoaderWorld.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.failure.FailureClass;
import dev.landfall.core.failure.LaterException;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.BatchState;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.Lease;
import dev.landfall.core.ledger.LeaseKind;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TypeKind;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LoaderFunctionTest {
    private static final String A = "landing/sales/orders/seq=1/a.avro";
    private static final String B = "landing/sales/orders/seq=2/b.avro";
    private static final String C = "landing/sales/orders/seq=3/c.avro";

    private final LoaderWorld world = new LoaderWorld();

    @Test
    void aLoneFileIsStagedAtOnceAndItsMergeAnnounced() {
        world.land(A, 3);
        assertThat(world.file(A).state()).isEqualTo(FileState.STAGED);
        assertThat(world.file(A).rows()).isEqualTo(3);
        BatchRecord batch = world.batches(BatchState.STAGED).get(0);
        assertThat(world.warehouse.rows(batch.staging())).hasSize(3);
        assertThat(world.warehouse.jobs()).containsExactly(batch.loadJob());
        assertThat(world.announced).containsExactly(ORDERS);
        assertThat(world.logText().lines()).allMatch(line -> line.startsWith("{\"severity\":\""));
        assertThat(world.logText()).contains("\"message\":\"STAGED\"", "\"table\":\"sales.orders\"");
    }

    @Test
    void aDuplicateEventIsCountedAndLoadsNothing() {
        world.land(A, 3);
        world.send("another event", A, 1, 100);
        world.send("another event", A, 1, 100);
        assertThat(world.file(A).duplicates()).isEqualTo(2);
        assertThat(world.warehouse.jobs()).hasSize(1);
    }

    @Test
    void aBacklogIsLoadedByOneJob() {
        Lease lease = world.ledger
                .acquire(ORDERS, LeaseKind.LOAD, "somebody", Duration.ofHours(1))
                .orElseThrow();
        world.land(A, 1);
        world.land(B, 2);
        world.land(C, 4);
        assertThat(world.warehouse.jobs()).isEmpty();
        world.ledger.abandon(lease);
        world.send("event of " + B, B, 1, 100);
        assertThat(world.warehouse.jobs()).hasSize(1);
        assertThat(world.batches(BatchState.STAGED))
                .extracting(BatchRecord::rows)
                .containsExactly(7L);
    }

    @Test
    void aCorruptFileHarmsOnlyItself() {
        Lease lease = world.ledger
                .acquire(ORDERS, LeaseKind.LOAD, "somebody", Duration.ofHours(1))
                .orElseThrow();
        for (String name : new String[] {A, C}) {
            world.land(name, 1);
        }
        world.send("event of b", B, 1, 100);
        world.ledger.abandon(lease);
        world.send("event of b", B, 1, 100);
        assertThat(world.file(A).state()).isEqualTo(FileState.STAGED);
        assertThat(world.file(C).state()).isEqualTo(FileState.STAGED);
        assertThat(world.file(B).state()).isEqualTo(FileState.FAILED);
        assertThat(Objects.requireNonNull(world.file(B).error()).message()).contains("gs://landing/" + B);
        assertThat(world.file(B).attempts()).isGreaterThan(1);
    }

    @Test
    void whatCannotBeLoadedEndsRejectedWithReasonAndAdvice() {
        world.send("1", "landing/sales/ordres/a.avro", 1, 100);
        world.send("2", "landing/sales/orders/empty.avro", 1, 0);
        world.send("3", "landing/sales/or`de'rs/a.avro", 1, 100);
        world.send("4", "landing/secret/orders/a.avro", 1, 100);
        world.send("5", "landing/sales/orders/000000_0", 1, 100);
        world.send("6", "landing/sales/orders/_SUCCESS", 1, 0);
        assertThat(error("landing/sales/ordres/a.avro").reason()).isEqualTo("unknown_table");
        assertThat(error("landing/sales/ordres/a.avro").advice()).contains("sales.orders");
        assertThat(error("landing/sales/orders/empty.avro").reason()).isEqualTo("empty_file");
        assertThat(error("landing/sales/or`de'rs/a.avro").reason()).isEqualTo("illegal_identifier");
        assertThat(error("landing/secret/orders/a.avro").reason()).isEqualTo("dataset_not_allowed");
        assertThat(error("landing/sales/orders/000000_0").reason()).isEqualTo("unknown_format");
        assertThat(world.ledger.file(LoaderWorld.id("landing/sales/orders/_SUCCESS")))
                .isEmpty();
        assertThat(world.warehouse.jobs()).isEmpty();
    }

    @Test
    void aTargetWithoutSpecIsLoadedToo() {
        TableId people = TableId.of("hr", "people");
        world.warehouse.create(people, TableSchema.of(Column.nullable("id", TypeKind.INT64)));
        world.land("landing/hr/people/a.csv", 2);
        assertThat(world.file("landing/hr/people/a.csv").state()).isEqualTo(FileState.STAGED);
        assertThat(world.announced).containsExactly(people);
    }

    @Test
    void aTableWithAColumnSeqOfItsOwnLosesNeitherItNorTheSequence() {
        world.warehouse.create(
                ORDERS, TableSchema.of(Column.nullable("id", TypeKind.INT64), Column.nullable("Seq", TypeKind.STRING)));
        Lease lease = world.ledger
                .acquire(ORDERS, LeaseKind.LOAD, "somebody", Duration.ofHours(1))
                .orElseThrow();
        world.landOwnSequence(A, "mine");
        world.landOwnSequence("landing/sales/orders/seq=1/a2.avro", "yours");
        world.landOwnSequence(B, "his");
        world.ledger.abandon(lease);
        world.send("event of " + B, B, 1, 100);
        assertThat(world.batches(BatchState.STAGED))
                .extracting(batch -> batch.content().sequence())
                .containsExactlyInAnyOrder(1L, 2L);
        assertThat(world.batches(BatchState.STAGED))
                .flatExtracting(batch -> world.warehouse.rows(batch.staging()))
                .extracting(row -> row.get(new ColumnName("seq")))
                .containsExactlyInAnyOrder("mine", "yours", "his");
    }

    @Test
    void aFirstFileWithAColumnSeqIsLoadedOnceMoreWithoutReadingTheFolder() {
        world.landOwnSequence(A, "mine");
        assertThat(world.file(A).state()).isEqualTo(FileState.STAGED);
        BatchRecord batch = world.batches(BatchState.STAGED).get(0);
        assertThat(batch.content().sequence()).isEqualTo(1);
        assertThat(world.warehouse.rows(batch.staging()))
                .extracting(row -> row.get(new ColumnName("seq")))
                .containsExactly("mine");
        world.send("event of c", C, 1, 100);
        assertThat(world.file(C).state()).isEqualTo(FileState.FAILED);
    }

    @Test
    void aLongJobIsPickedUpByTheNextDelivery() {
        world.warehouse.stall(true);
        assertThatThrownBy(() -> world.land(A, 1)).isInstanceOf(LaterException.class);
        assertThat(world.file(A).state()).isEqualTo(FileState.LOADING);
        world.warehouse.stall(false);
        world.land(A, 1);
        assertThat(world.file(A).state()).isEqualTo(FileState.STAGED);
        assertThat(world.warehouse.jobs()).hasSize(1);
    }

    @Test
    void aFailedJobIsRepeatedUnderANewIdAtOnceOrLater() {
        world.warehouse.failNext(FailureClass.RETRY);
        world.land(A, 1);
        assertThat(world.file(A).state()).isEqualTo(FileState.STAGED);
        assertThat(world.file(A).jobs()).hasSize(2).doesNotHaveDuplicates();
        world.warehouse.failNext(FailureClass.LATER);
        assertThatThrownBy(() -> world.land(B, 1)).isInstanceOf(LaterException.class);
        world.land(B, 1);
        assertThat(world.file(B).state()).isEqualTo(FileState.STAGED);
    }

    @Test
    void anUnreadableEventIsNotDeliveredAgain() {
        world.sendText("not json");
        world.sendText("{\"bucket\":\"b\"}");
        assertThat(world.logText()).contains("UNREADABLE EVENT");
    }

    /** Every side effect, one after the other, is the last of its process; then the event is delivered again. */
    @Test
    void afterDeathBehindAnySideEffectRedeliveryEndsTheSame() {
        int deaths = 0;
        boolean died = true;
        for (int effects = 1; died; effects++) {
            LoaderWorld mortal = new LoaderWorld();
            mortal.put(A, 2);
            mortal.put("landing/sales/orders/x.csv", 5);
            died = false;
            for (String name : new String[] {A, "landing/sales/orders/x.csv", B}) {
                mortal.crash.dieAfter(name.equals(A) ? effects : Integer.MAX_VALUE);
                died |= deliver(mortal, name);
            }
            deaths += died ? 1 : 0;
            assertThat(mortal.file(A).state()).as("dead after %d", effects).isEqualTo(FileState.STAGED);
            assertThat(mortal.file(B).state()).as("dead after %d", effects).isEqualTo(FileState.FAILED);
            assertThat(mortal.batches(BatchState.LOADING))
                    .as("dead after %d", effects)
                    .isEmpty();
            assertThat(mortal.batches(BatchState.STAGED))
                    .as("dead after %d", effects)
                    .extracting(BatchRecord::rows)
                    .containsExactlyInAnyOrder(2L, 5L);
            assertThat(mortal.announced).contains(ORDERS);
            assertThat(mortal.ledger.table(ORDERS).orElseThrow().loadLease().holder())
                    .isNull();
        }
        assertThat(deaths).isGreaterThanOrEqualTo(6);
    }

    /** Delivers until the function returns, as the transport does. True if it died. */
    private static boolean deliver(LoaderWorld mortal, String name) {
        boolean died = false;
        for (int delivery = 0; delivery < 5; delivery++) {
            try {
                mortal.send("event of " + name, name, 1, 100);
                return died;
            } catch (RuntimeException e) {
                died |= mortal.crash.isDead();
                mortal.crash.restart();
            }
        }
        throw new AssertionError("The event of " + name + " never succeeds");
    }

    private ErrorDetail error(String name) {
        assertThat(world.file(name).state()).isEqualTo(FileState.REJECTED);
        return Objects.requireNonNull(world.file(name).error());
    }

    @Test
    void settingsNameWhatIsMissing() {
        assertThatThrownBy(() -> LoaderSettings.of(Map.of())).hasMessageContaining("LANDFALL_STAGING_DATASET");
        assertThatThrownBy(() -> LoaderSettings.of(Map.of(
                        "LANDFALL_STAGING_DATASET", "s", "LANDFALL_MERGE_TOPIC", "t", "LANDFALL_DEADLINE", "8m")))
                .hasMessageContaining("LANDFALL_DEADLINE");
        assertThat(FileId.of("landing", A, 1)).isEqualTo(LoaderWorld.id(A));
    }
}
