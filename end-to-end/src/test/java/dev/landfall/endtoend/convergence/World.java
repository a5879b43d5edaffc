package dev.landfall.endtoend.convergence;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldList;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.LegacySQLTypeName;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.TableResult;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BucketInfo;
import com.google.gson.JsonObject;
import dev.landfall.core.landing.LandingBucket;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.LedgerStore;
import dev.landfall.core.load.MergeQueue;
import dev.landfall.core.sql.CreateTargetStatement;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.warehouse.JobOutcome;
import dev.landfall.core.warehouse.JobPriority;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.gcp.bigquery.BigQueryWarehouse;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.gcp.firestore.FirestoreLedgerStore;
import dev.landfall.gcp.pubsub.PubSubMergeQueue;
import dev.landfall.gcp.storage.CloudStorageBucket;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** A bucket, two datasets and a ledger of their own in the cloud, and a clock that a schedule moves. */
final class World implements AutoCloseable {
    private final Cloud cloud;
    private final String name;
    private final CloudClients clients;
    private final LedgerStore store;
    private final Warehouse warehouse;
    private final LandingBucket bucket;
    private final MergeQueue queue;
    private final Ledger ledger;
    private final MovedClock clock = new MovedClock();

    World(Cloud cloud) {
        this.cloud = cloud;
        this.name = "world" + cloud.nextWorld();
        clients = cloud.clients(name);
        store = new FirestoreLedgerStore(clients.firestore());
        warehouse = new BigQueryWarehouse(cloud.bigQuery(), Cloud.PROJECT, Cloud.LOCATION, clock);
        bucket = new CloudStorageBucket(clients.storageJson(), name);
        queue = new PubSubMergeQueue(cloud.publisher());
        ledger = new Ledger(store, clock);
        cloud.storage()
                .create(BucketInfo.newBuilder(name).setLocation(Cloud.LOCATION).build());
        cloud.bigQuery().create(DatasetInfo.newBuilder(name).build());
        cloud.bigQuery().create(DatasetInfo.newBuilder(staging()).build());
    }

    LedgerStore store() {
        return store;
    }

    Warehouse warehouse() {
        return warehouse;
    }

    LandingBucket bucket() {
        return bucket;
    }

    MergeQueue queue() {
        return queue;
    }

    Ledger ledger() {
        return ledger;
    }

    Clock clock() {
        return clock;
    }

    DatasetName dataset() {
        return new DatasetName(name);
    }

    String staging() {
        return name + "_staging";
    }

    void advance(Duration duration) {
        clock.now = clock.now.plus(duration);
    }

    /** Applies the table's spec, and creates its target if somebody did. */
    void prepare(TableHistory table) {
        ledger.apply(table.spec());
        if (table.targetExists()) {
            String job = "create_" + name + "_" + table.id().table();
            warehouse.submit(
                    job,
                    new CreateTargetStatement(table.id(), table.targetColumns(), null, List.of()),
                    JobPriority.INTERACTIVE);
            JobOutcome outcome =
                    warehouse.await(job, clock.instant().plusSeconds(60)).orElseThrow();
            if (!(outcome instanceof JobOutcome.Success)) {
                throw new IllegalStateException("Cannot create " + table.id() + ": " + outcome);
            }
        }
    }

    LandedObject upload(SourceFile file) {
        Blob blob =
                cloud.storage().create(BlobInfo.newBuilder(name, file.name()).build(), FileBytes.of(file));
        return new LandedObject(
                name, file.name(), Objects.requireNonNull(blob.getGeneration()), blob.getSize(), blob.getCrc32c());
    }

    /** The data of an object's event. */
    static String eventOf(LandedObject object) {
        JsonObject json = new JsonObject();
        json.addProperty("bucket", object.bucket());
        json.addProperty("name", object.name());
        json.addProperty("generation", String.valueOf(object.generation()));
        json.addProperty("size", String.valueOf(object.sizeBytes()));
        json.addProperty("crc32c", object.crc32c());
        return json.toString();
    }

    boolean exists(TableId table) {
        return warehouse.table(table).isPresent();
    }

    /** The rows of a target as text: these columns, then the sequence. */
    List<List<String>> rows(TableId table, List<String> columns) {
        return rows(cloud, table, columns);
    }

    static List<List<String>> rows(Cloud cloud, TableId table, List<String> columns) {
        String names = String.join(", ", columns) + ", _landfall_sequence";
        try {
            TableResult result =
                    cloud.bigQuery().query(QueryJobConfiguration.of("SELECT " + names + " FROM " + table.quoted()));
            FieldList fields = Objects.requireNonNull(result.getSchema()).getFields();
            List<List<String>> rows = new ArrayList<>();
            for (FieldValueList row : result.iterateAll()) {
                List<String> texts = new ArrayList<>();
                for (int i = 0; i < fields.size(); i++) {
                    texts.add(text(fields.get(i), row.get(i)));
                }
                rows.add(texts);
            }
            return rows;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (BigQueryException e) {
            throw new AssertionError("Cannot read " + names + " of " + table + ": " + e.getMessage(), e);
        }
    }

    private static String text(Field field, FieldValue value) {
        if (value.isNull()) {
            return "NULL";
        }
        LegacySQLTypeName type = field.getType();
        if (type.equals(LegacySQLTypeName.NUMERIC) || type.equals(LegacySQLTypeName.BIGNUMERIC)) {
            return Kind.text(new BigDecimal(value.getStringValue()));
        }
        return type.equals(LegacySQLTypeName.TIMESTAMP)
                ? String.valueOf(value.getTimestampValue() / 1_000_000)
                : value.getStringValue();
    }

    List<String> stagingTables() {
        return StreamSupport.stream(
                        cloud.bigQuery().listTables(staging()).iterateAll().spliterator(), false)
                .map(table -> table.getTableId().getTable())
                .toList();
    }

    @Override
    public void close() {
        clients.close();
    }

    /** Begins now, since the services have clocks of their own, and stands still unless it is moved. */
    private static final class MovedClock extends Clock {
        private volatile Instant now = Instant.now();

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException("One clock");
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
