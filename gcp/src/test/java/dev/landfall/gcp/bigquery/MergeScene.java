package dev.landfall.gcp.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.landing.Layout;
import dev.landfall.core.ledger.BatchContent;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.InMemoryLedgerStore;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Lease;
import dev.landfall.core.ledger.LeaseKind;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.Loadable;
import dev.landfall.core.ledger.TableRecord;
import dev.landfall.core.merge.MergeBudget;
import dev.landfall.core.merge.TableMerger;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.TableSpec;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The merger itself with BigQuery's SQL and a ledger in memory; staged rows are written as SQL. */
final class MergeScene {
    private static final FileEncoding AVRO = new FileEncoding(FileFormat.AVRO, false);

    final Ledger ledger = new Ledger(new InMemoryLedgerStore(), Clock.systemUTC());
    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final LocalWarehouse local;
    private TableSpec spec;
    private final TableMerger merger;
    private int files;

    MergeScene(LocalWarehouse local, TableSpec spec) {
        this(local, spec, MergeBudget.NONE);
    }

    MergeScene(LocalWarehouse local, TableSpec spec, MergeBudget budget) {
        this.local = local;
        this.spec = spec;
        ledger.apply(spec);
        merger = new TableMerger(
                ledger,
                local.warehouse(),
                table -> ledger.table(table).flatMap(found -> Optional.ofNullable(found.spec())),
                budget,
                Duration.ofMinutes(2),
                Clock.systemUTC(),
                new TransitionLog(new PrintStream(log, true, StandardCharsets.UTF_8)));
    }

    /**
     * A file of this sequence that is loaded.
     *
     * @param columns as CREATE TABLE has them
     * @param rows as INSERT VALUES has them
     */
    BatchRecord stage(long sequence, String columns, List<String> rows) {
        Lease lease = ledger.acquire(spec.target(), LeaseKind.LOAD, "load", Duration.ofMinutes(1))
                .orElseThrow();
        BatchRecord batch = ledger.open(lease, land(sequence), new DatasetName("staging"));
        String table = batch.staging().quoted();
        local.query("CREATE TABLE " + table + " (" + columns + ")");
        if (!rows.isEmpty()) {
            local.query("INSERT INTO " + table + " VALUES " + String.join(", ", rows));
        }
        ledger.stage(lease, batch, rows.size());
        ledger.release(lease);
        return batch;
    }

    /** A file of this sequence that is not yet in a batch. */
    BatchContent land(long sequence) {
        String name = "landing/" + spec.target().table() + "/" + files++;
        Layout layout = new Layout("landing/" + spec.target().table(), List.of());
        LandedObject object = new LandedObject("landing", name, 1, 100, null);
        FileRecord file = FileRecord.landed(
                object,
                spec.target(),
                new Loadable(AVRO, layout, sequence),
                Clock.systemUTC().instant());
        ledger.record(file);
        return new BatchContent(List.of(file.id()), List.of(object.uri()), AVRO, layout, sequence);
    }

    void apply(TableSpec other) {
        spec = other;
        ledger.apply(other);
    }

    void merge() {
        merger.drain(spec.target(), "merge");
    }

    /** The target's rows by these columns, each joined by commas, sorted. */
    List<String> target(String columns) {
        return local.query("SELECT " + columns + " FROM " + spec.target().quoted()).stream()
                .map(row -> String.join(",", row))
                .sorted()
                .toList();
    }

    TableRecord table() {
        return ledger.table(spec.target()).orElseThrow();
    }

    /** Fails with the log if a batch failed. */
    void assertNothingFailed() {
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("FAILED");
    }
}
