package dev.landfall.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.landing.IgnoredReason;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.CsvOptions;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store of the ledger must do. The store of a subclass must be empty for each test. */
public abstract class LedgerContract extends LeaseContract {
    @Test
    void aFileVersionIsRecordedOnceAndItsDuplicatesAreCounted() {
        FileRecord file = file("a.avro", 1);
        assertThat(ledger.record(file)).isTrue();
        assertThat(ledger.record(file)).isFalse();
        assertThat(ledger.record(file)).isFalse();
        assertThat(ledger.record(file("a.avro", 2))).isTrue();
        assertThat(ledger.file(file.id())).contains(file.withDuplicates(2));
        ledger.countIgnored(IgnoredReason.HIDDEN);
        ledger.countIgnored(IgnoredReason.HIDDEN);
    }

    @Test
    void everyFieldSurvives() {
        TableSpec spec = TableSpec.merge(ORDERS, List.of(new ColumnName("id")), List.of(new ColumnName("updated_at")))
                .withPartitioning(new Partitioning(new ColumnName("day"), Partitioning.Granularity.DAY, true))
                .withFormat(FileFormat.PARQUET)
                .withCsv(new CsvOptions(false, "|"));
        ledger.apply(spec);
        assertThat(ledger.table(ORDERS).orElseThrow().spec()).isEqualTo(spec);
        assertThat(ledger.tables()).extracting(TableRecord::id).containsExactly(ORDERS);

        FileRecord rejected =
                FileRecord.rejected(new LandedObject("landing", "landing/x", 3, 0, null), null, ERROR, NOON);
        ledger.record(rejected);
        assertThat(ledger.file(rejected.id())).contains(rejected);
        assertThat(ledger.files(null, FileState.REJECTED, 10)).containsExactly(rejected);

        Lease lease = lease(LeaseKind.LOAD, "e1");
        BatchRecord batch = open(lease, file("a.avro", 1));
        assertThat(ledger.batch(batch.id())).contains(batch);
        BatchRecord retried = ledger.retryLoad(lease, batch, ERROR);
        assertThat(retried.loadJob()).isNotEqualTo(batch.loadJob());
        assertThat(ledger.batch(batch.id())).contains(retried);
        assertThat(retried.jobs()).containsExactly(batch.loadJob(), retried.loadJob());
    }

    @Test
    void aFileGoesFromLandedToMerged() {
        Lease lease = lease(LeaseKind.LOAD, "e1");
        BatchRecord batch = open(lease, file("a.avro", 1));
        FileId file = batch.content().files().get(0);
        assertThat(ledger.file(file).orElseThrow().state()).isEqualTo(FileState.LOADING);
        ledger.stage(lease, batch, 7);
        assertThat(ledger.release(lease)).isEqualTo(Release.RELEASED);

        Lease merging = lease(LeaseKind.MERGE, "m1");
        MergeRecord merge = ledger.merges().begin(merging, List.of(batch.id()));
        assertThat(ledger.table(ORDERS).orElseThrow().merge()).isEqualTo(merge);
        ledger.merges().takeFiles(merging, batch, merge.job(ORDERS));
        ledger.merges().takeFiles(merging, batch, merge.job(ORDERS));
        MergeRecord deferred = merge.planned(2, 20L).deferredFor(ERROR);
        ledger.merges().note(merging, deferred);
        assertThat(ledger.table(ORDERS).orElseThrow().merge()).isEqualTo(deferred);
        MergeRecord second = ledger.merges().retry(merging, deferred);
        assertThat(second.job(ORDERS)).isNotEqualTo(merge.job(ORDERS));
        assertThat(second).as("nothing holds the next attempt up").isEqualTo(second.planned(2, 20L));
        ledger.merges().finish(merging, second, new MergeCounts(10, 4, 1, 1, 2));

        FileRecord merged = ledger.file(file).orElseThrow();
        assertThat(merged.state()).isEqualTo(FileState.MERGED);
        assertThat(merged.rows()).isEqualTo(7);
        assertThat(merged.jobs()).containsExactly(batch.loadJob(), merge.job(ORDERS));
        assertThat(merged.reached())
                .containsOnlyKeys(
                        FileState.LANDED, FileState.LOADING, FileState.STAGED, FileState.MERGING, FileState.MERGED)
                .containsEntry(FileState.MERGED, NOON);
        TableRecord table = ledger.table(ORDERS).orElseThrow();
        assertThat(table.merge()).isNull();
        assertThat(table.total()).isEqualTo(new MergeCounts(10, 4, 1, 1, 2));
        assertThat(table.total().ignored()).isEqualTo(2);
        assertThat(table.snapshot()).isEqualTo(20);
        assertThat(table.lastMerged()).isEqualTo(NOON);
        assertThat(table.freshAsOf()).as("when the newest file landed").isEqualTo(NOON);
    }

    @Test
    void anIllegalStepWritesNothing() {
        Lease lease = lease(LeaseKind.LOAD, "e1");
        BatchRecord batch = open(lease, file("a.avro", 1));
        assertThatThrownBy(() -> ledger.open(lease, batch.content(), STAGING))
                .isInstanceOf(IllegalTransitionException.class)
                .hasMessageContaining("a.avro");
        assertThat(ledger.table(ORDERS).orElseThrow().serial()).isEqualTo(1);
        ledger.fail(lease, batch, ERROR);
        assertThatThrownBy(() -> ledger.stage(lease, batch, 1)).isInstanceOf(IllegalTransitionException.class);
        FileRecord failed = ledger.file(batch.content().files().get(0)).orElseThrow();
        assertThat(failed.state()).isEqualTo(FileState.FAILED);
        assertThat(failed.error()).isEqualTo(ERROR.about(failed.object().uri()));
    }

    @Test
    void theHistoryKeepsEveryAttemptWithItsJobAndWhatWentWrong() {
        Lease lease = lease(LeaseKind.LOAD, "e1");
        BatchRecord whole = open(lease, file("a.avro", 1), file("b.avro", 1));
        BatchRecord again = ledger.retryLoad(lease, whole, ERROR);
        BatchRecord half = ledger.split(lease, whole, ERROR).get(0);
        ledger.fail(lease, half, ERROR);
        FileId file = half.content().files().get(0);
        String error = "invalid: bad bytes";
        assertThat(ledger.file(file).orElseThrow().history().steps())
                .containsExactly(
                        new FileStep(FileState.LANDED, NOON, null, null, null),
                        new FileStep(FileState.LOADING, NOON, whole.id(), whole.loadJob(), null),
                        new FileStep(FileState.LOADING, NOON, null, again.loadJob(), error),
                        new FileStep(FileState.LOADING, NOON, half.id(), half.loadJob(), error),
                        new FileStep(FileState.FAILED, NOON, null, null, error));
    }

    @Test
    void aFileThatFailedIsTakenUpAgainAndKeepsItsHistory() {
        Lease lease = lease(LeaseKind.LOAD, "e1");
        FileRecord fresh = file("a.avro", 1);
        BatchRecord batch = open(lease, fresh);
        assertThat(ledger.renew(fresh)).as("still under way").isFalse();
        ledger.fail(lease, batch, ERROR);
        assertThat(ledger.renew(fresh)).isTrue();
        assertThat(ledger.renew(fresh)).as("landed already").isFalse();
        FileRecord landed = ledger.file(fresh.id()).orElseThrow();
        assertThat(landed.state()).isEqualTo(FileState.LANDED);
        assertThat(landed.error()).isNull();
        assertThat(landed.jobs()).containsExactly(batch.loadJob());
        assertThat(landed.history().steps())
                .extracting(FileStep::state)
                .containsExactly(FileState.LANDED, FileState.LOADING, FileState.FAILED, FileState.LANDED);
        BatchRecord next = ledger.open(lease, batch.content(), STAGING);
        assertThat(next.loadJob()).as("a failed job has used its id up").isNotEqualTo(batch.loadJob());
    }

    @Test
    void aRejectedFileIsLandedOnceItsTableIsKnownElseItHasTheReasonOfToday() {
        FileRecord landed = file("a.avro", 1);
        ledger.record(FileRecord.rejected(landed.object(), null, ERROR, NOON));
        ErrorDetail today = new ErrorDetail("unknown_format", "what is it", "say so");
        assertThat(ledger.renew(FileRecord.rejected(landed.object(), ORDERS, today, NOON)))
                .isFalse();
        assertThat(ledger.file(landed.id()).orElseThrow().error()).isEqualTo(today);
        assertThat(ledger.renew(landed)).isTrue();
        FileRecord found = ledger.file(landed.id()).orElseThrow();
        assertThat(found.table()).isEqualTo(ORDERS);
        assertThat(found.loadable()).isEqualTo(landed.loadable());
    }

    @Test
    void aFileThatIsTakenUpForEverKeepsItsFirstStepAndTheLatest() {
        FileRecord fresh = file("a.avro", 1);
        Lease lease = lease(LeaseKind.LOAD, "e1");
        BatchContent content = open(lease, fresh).content();
        for (int i = 0; i < FileHistory.MOST_STEPS; i++) {
            BatchRecord open = ledger.batches(ORDERS, BatchState.LOADING, 1).get(0);
            ledger.fail(lease, open, ERROR);
            ledger.renew(fresh);
            ledger.open(lease, content, STAGING);
        }
        List<FileStep> steps = ledger.file(fresh.id()).orElseThrow().history().steps();
        assertThat(steps).hasSize(FileHistory.MOST_STEPS);
        assertThat(steps.get(0).state()).isEqualTo(FileState.LANDED);
        assertThat(steps.get(steps.size() - 1).state()).isEqualTo(FileState.LOADING);
    }

    @Test
    void filesAreCountedPerTableAndStateAndReadPageByPage() {
        LedgerView view = new LedgerView(store);
        TableId customers = TableId.of("sales", "customers");
        assertThat(view.counts(List.of(ORDERS)).get(ORDERS)).isEqualTo(FileCounts.NONE);
        Lease lease = lease(LeaseKind.LOAD, "e1");
        open(lease, file("a.avro", 1));
        ledger.record(file("b.avro", 1));
        ledger.record(file("c.avro", 1));
        ledger.record(file("c.avro", 1));
        ledger.record(FileRecord.rejected(new LandedObject("landing", "x", 3, 0, null), null, ERROR, NOON));
        FileCounts orders = new FileCounts(Map.of(FileState.LANDED, 2L, FileState.LOADING, 1L), 1);
        assertThat(view.counts(List.of(ORDERS, customers)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(ORDERS, orders, customers, FileCounts.NONE));
        assertThat(view.counts())
                .isEqualTo(
                        new FileCounts(Map.of(FileState.LANDED, 2L, FileState.LOADING, 1L, FileState.REJECTED, 1L), 1));
        assertThat(view.counts().minus(orders).in(FileState.REJECTED)).isEqualTo(1);

        List<FileRecord> all = store.files(ORDERS, null, null, 10);
        assertThat(all).hasSize(3).isSortedAccordingTo(Comparator.comparing(FileRecord::id));
        assertThat(store.files(ORDERS, null, all.get(0).id(), 1)).containsExactly(all.get(1));
        assertThat(view.files(null, FileState.LANDED)).toIterable().hasSize(2);
        FileId stranger = FileId.of("landing", "stranger", 1);
        assertThat(view.known(List.of(all.get(0).id(), stranger)))
                .containsExactly(all.get(0).id());
    }

    @Test
    void batchesAreFoundByIdAndAcrossTables() {
        LedgerView view = new LedgerView(store);
        BatchRecord batch = open(lease(LeaseKind.LOAD, "e1"), file("a.avro", 1));
        assertThat(view.batches(null, BatchState.LOADING, 10)).containsExactly(batch);
        assertThat(view.batches(null, BatchState.STAGED, 10)).isEmpty();
        assertThat(view.batches(List.of(batch.id(), new BatchId("nobody_000001"))))
                .containsExactly(batch);
    }

    @Test
    void theLedgerRemembersUntilWhereItWasSwept() {
        assertThat(ledger.sweptUntil()).isEmpty();
        ledger.markSwept(NOON);
        assertThat(ledger.sweptUntil()).contains(NOON);
    }

    @Test
    void aSplitBatchLeavesEveryFileInOneOfItsHalves() {
        Lease lease = lease(LeaseKind.LOAD, "e1");
        BatchRecord whole = open(lease, file("a.avro", 1), file("b.avro", 1), file("c.avro", 1));
        List<BatchRecord> halves = ledger.split(lease, whole, ERROR);
        assertThat(ledger.batches(ORDERS, BatchState.LOADING, 10)).containsExactlyElementsOf(halves);
        assertThat(ledger.batch(whole.id()).orElseThrow().state()).isEqualTo(BatchState.SPLIT);
        for (BatchRecord half : halves) {
            for (FileId file : half.content().files()) {
                assertThat(ledger.file(file).orElseThrow().batch()).isEqualTo(half.id());
            }
        }
        assertThat(halves.stream().flatMap(half -> half.content().files().stream()))
                .containsExactlyInAnyOrderElementsOf(whole.content().files());
    }

    @Test
    void aDissolvedMergeLeavesItsBatchesToBeMergedAlone() {
        Lease lease = lease(LeaseKind.LOAD, "e1");
        BatchRecord first = open(lease, file("a.avro", 1));
        BatchRecord second = open(lease, file("b.avro", 1));
        ledger.stage(lease, first, 1);
        ledger.stage(lease, second, 1);
        Lease merging = lease(LeaseKind.MERGE, "m1");
        MergeRecord merge = ledger.merges().begin(merging, List.of(first.id(), second.id()));
        ledger.merges().takeFiles(merging, first, "job");
        ledger.merges().dissolve(merging, merge);
        assertThat(ledger.batches(ORDERS, BatchState.STAGED, 10))
                .extracting(BatchRecord::mergeAlone)
                .containsExactly(true, true);
        assertThat(ledger.table(ORDERS).orElseThrow().merge()).isNull();
        MergeRecord alone = ledger.merges().begin(merging, List.of(first.id()));
        ledger.merges().fail(merging, alone, ERROR);
        assertThat(ledger.file(first.content().files().get(0)).orElseThrow().state())
                .isEqualTo(FileState.FAILED);
        assertThat(ledger.file(second.content().files().get(0)).orElseThrow().state())
                .isEqualTo(FileState.STAGED);
    }
}
