package dev.landfall.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.landing.Layout;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.TableId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every pair of states, legal or not; the tables say again what the enums say, on purpose. */
class TransitionsTest {
    private static final TableId ORDERS = TableId.of("sales", "orders");

    private static final Map<FileState, Set<FileState>> FILES = Map.of(
            FileState.HELD, Set.of(FileState.LANDED, FileState.REJECTED, FileState.SUPERSEDED),
            FileState.LANDED, Set.of(FileState.LOADING, FileState.SUPERSEDED),
            FileState.LOADING, Set.of(FileState.LOADING, FileState.STAGED, FileState.FAILED, FileState.SUPERSEDED),
            FileState.STAGED, Set.of(FileState.MERGING, FileState.FAILED),
            FileState.MERGING, Set.of(FileState.MERGED, FileState.STAGED, FileState.FAILED),
            FileState.MERGED, Set.of(),
            FileState.REJECTED, Set.of(FileState.LANDED, FileState.HELD),
            FileState.FAILED, Set.of(FileState.LANDED, FileState.HELD),
            FileState.SUPERSEDED, Set.of());

    private static final Map<BatchState, Set<BatchState>> BATCHES = Map.of(
            BatchState.LOADING, Set.of(BatchState.STAGED, BatchState.SPLIT, BatchState.FAILED),
            BatchState.STAGED, Set.of(BatchState.MERGING, BatchState.FAILED),
            BatchState.MERGING, Set.of(BatchState.MERGED, BatchState.STAGED, BatchState.FAILED),
            BatchState.MERGED, Set.of(),
            BatchState.SPLIT, Set.of(),
            BatchState.FAILED, Set.of());

    @ParameterizedTest
    @EnumSource
    void aFileGoesOnlyWhereItMay(FileState from) {
        FileRecord file = file(from);
        for (FileState to : FileState.values()) {
            boolean legal = legal(FILES, from).contains(to);
            assertThat(from.mayBecome(to)).as("%s to %s", from, to).isEqualTo(legal);
            if (legal) {
                FileRecord next = file.to(to, Instant.MAX);
                assertThat(next.state()).isEqualTo(to);
                assertThat(next.reached()).containsEntry(to, Instant.MAX);
            } else {
                assertThatThrownBy(() -> file.to(to, Instant.MAX))
                        .isInstanceOf(IllegalTransitionException.class)
                        .hasMessageContainingAll("gs://landing/a", from.name(), to.name());
            }
        }
        // A retry is a person's; by itself nothing leaves a final state.
        assertThat(from.isFinal())
                .isEqualTo(legal(FILES, from).isEmpty()
                        || legal(FILES, from).equals(Set.of(FileState.LANDED, FileState.HELD)));
    }

    @ParameterizedTest
    @EnumSource
    void aBatchGoesOnlyWhereItMay(BatchState from) {
        BatchRecord batch = batch(from);
        for (BatchState to : BatchState.values()) {
            boolean legal = legal(BATCHES, from).contains(to);
            assertThat(from.mayBecome(to)).as("%s to %s", from, to).isEqualTo(legal);
            if (legal) {
                assertThat(batch.to(to, Instant.MAX).reached()).containsEntry(to, Instant.MAX);
            } else {
                assertThatThrownBy(() -> batch.to(to, Instant.MAX))
                        .isInstanceOf(IllegalTransitionException.class)
                        .hasMessageContainingAll(batch.id().value(), from.name(), to.name());
            }
        }
        assertThat(from.isFinal()).isEqualTo(legal(BATCHES, from).isEmpty());
    }

    private static <S> Set<S> legal(Map<S, Set<S>> table, S from) {
        Set<S> states = table.get(from);
        assertThat(states).as("%s has no line here", from).isNotNull();
        return states == null ? Set.of() : states;
    }

    private static Loadable loadable() {
        return new Loadable(new FileEncoding(FileFormat.AVRO, false), new Layout("landing/sales/orders", List.of()), 1);
    }

    private static FileRecord file(FileState state) {
        LandedObject object = new LandedObject("landing", "a", 1, 1, null);
        return new FileRecord(
                object,
                ORDERS,
                loadable(),
                state,
                null,
                List.of(),
                null,
                0,
                0,
                null,
                null,
                Map.of(state, Instant.EPOCH),
                FileHistory.of(FileStep.into(state, Instant.EPOCH)));
    }

    private static BatchRecord batch(BatchState state) {
        FileId file = FileId.of("landing", "a", 1);
        Loadable loadable = loadable();
        return new BatchRecord(
                BatchId.of(ORDERS, 1, List.of(file)),
                ORDERS,
                new BatchContent(List.of(file), List.of("gs://landing/a"), loadable.encoding(), loadable.layout(), 1L),
                TableId.of("staging", "s"),
                state,
                1,
                List.of(),
                null,
                null,
                false,
                null,
                Map.of(state, Instant.EPOCH),
                Instant.EPOCH);
    }
}
