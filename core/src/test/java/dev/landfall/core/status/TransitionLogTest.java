package dev.landfall.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.landfall.core.batch.BatchLimits;
import dev.landfall.core.batch.BatchPlanner;
import dev.landfall.core.budget.LoadBudget;
import dev.landfall.core.landing.InMemoryLandingBucket;
import dev.landfall.core.landing.LandingGrammar;
import dev.landfall.core.ledger.InMemoryLedgerStore;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.load.FileIntake;
import dev.landfall.core.load.TableLoader;
import dev.landfall.core.merge.TableMerger;
import dev.landfall.core.spec.TableSpecs;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.warehouse.InMemoryWarehouse;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The log of a run tells every transition once, so that a query on the logs counts what happened. */
class TransitionLogTest {
    private static final TableId ORDERS = TableId.of("sales", "orders");
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final TransitionLog log = new TransitionLog(new PrintStream(out, true, StandardCharsets.UTF_8));
    private final InMemoryWarehouse warehouse = new InMemoryWarehouse();
    private final InMemoryLandingBucket bucket = new InMemoryLandingBucket();
    private final Ledger ledger = new Ledger(new InMemoryLedgerStore(), NOON);
    private final TableSpecs specs = new TableSpecs(ledger, warehouse);
    private final FileIntake intake =
            new FileIntake(new LandingGrammar("landing/", Set.of()), ledger, specs, name -> bucket, NOON, log);
    private final TableLoader loader = new TableLoader(
            ledger,
            warehouse,
            name -> bucket,
            intake,
            table -> {},
            new BatchPlanner(BatchLimits.DEFAULT),
            LoadBudget.DEFAULT,
            new DatasetName("staging"),
            Duration.ofMinutes(8),
            NOON,
            log);
    private final TableMerger merger = new TableMerger(ledger, warehouse, specs::of, Duration.ofMinutes(8), NOON, log);

    @Test
    void everyTransitionOfARunIsLoggedOnceWithWhatItIsAbout() {
        ledger.apply(TableSpec.merge(ORDERS, List.of(new ColumnName("id")), List.of()));
        LandedObject good = object("landing/sales/orders/good.avro", true);
        LandedObject bad = object("landing/sales/orders/bad.avro", false);
        for (LandedObject object : List.of(good, bad, good)) {
            intake.take(object).ifPresent(spec -> loader.drain(spec, object.name()));
        }
        intake.take(object("landing/sales/unknown/x.avro", true));
        merger.drain(ORDERS, "message");
        merger.drain(ORDERS, "message");

        List<JsonObject> lines = out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertThat(lines)
                .extracting(line -> line.get("message").getAsString())
                .containsExactlyInAnyOrder(
                        "LANDED",
                        "LOADING",
                        "STAGED",
                        "LANDED",
                        "LOADING",
                        "FAILED",
                        "DUPLICATE EVENT",
                        "REJECTED",
                        "MERGING",
                        "SCHEMA CHANGED",
                        "MERGED");
        assertThat(lines).allSatisfy(line -> assertThat(line.has("severity")).isTrue());
        assertThat(line(lines, "STAGED").keySet()).contains("table", "batch", "job", "rows");
        assertThat(line(lines, "FAILED").keySet()).contains("table", "file", "batch", "job", "error");
        assertThat(line(lines, "REJECTED").keySet()).contains("file", "reason", "error");
        assertThat(line(lines, "MERGED").keySet()).contains("table", "job", "inserted");
        for (String message : List.of("LANDED", "LOADING")) {
            assertThat(lines.stream()
                            .filter(line -> line.get("message").getAsString().equals(message)))
                    .allSatisfy(line -> assertThat(line.has("table")).isTrue())
                    .extracting(line ->
                            line.get(message.equals("LANDED") ? "file" : "job").getAsString())
                    .doesNotHaveDuplicates();
        }
    }

    private static JsonObject line(List<JsonObject> lines, String message) {
        return lines.stream()
                .filter(line -> line.get("message").getAsString().equals(message))
                .findFirst()
                .orElseThrow();
    }

    private LandedObject object(String name, boolean loadable) {
        long generation = bucket.put(name, new byte[] {'O', 'b', 'j', 1});
        if (loadable) {
            warehouse.file("gs://landing/" + name, List.of(Map.of(new ColumnName("id"), generation)));
        }
        return new LandedObject("landing", name, generation, 4, "AAAAAA==");
    }
}
