package dev.landfall.endtoend.convergence;

import com.google.cloud.BaseServiceException;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldList;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.LegacySQLTypeName;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TableResult;
import com.google.cloud.bigquery.TimePartitioning;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.StorageException;
import com.google.gson.JsonObject;
import dev.landfall.core.landing.LandingBucket;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.LedgerStore;
import dev.landfall.core.load.MergeQueue;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TypeKind;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** A bucket, two datasets and a ledger of their own in the cloud, and a clock that a schedule moves. */
final class World implements AutoCloseable {
    private static final int MOST_ATTEMPTS = 10;
    /** Besides 5xx: no answer, too many requests, and what an unheard success makes of the next attempt. */
    private static final Set<Integer> TRANSIENT = Set.of(0, 409, 429);

    private static final int PRECONDITION_FAILED = 412;

    private final Cloud cloud;
    private final String name;
    private final CloudClients clients;
    private final LedgerStore store;
    private final Warehouse warehouse;
    private final LandingBucket bucket;
    private final MergeQueue queue;
    private final Ledger ledger;
    private final MovedClock clock = new MovedClock();
    /** The live generation of each object: nobody else writes. */
    private final Map<String, Long> written = new HashMap<>();


    World(Cloud cloud) {
        this(cloud, "world" + cloud.nextWorld());
    }

    /** @param name of the bucket, the datasets and the database: what befalls calls by a fault plan depends on it */
    World(Cloud cloud, String name) {
        this.cloud = cloud;
        this.name = name;
        clients = cloud.clients(name);
        store = new FirestoreLedgerStore(clients.firestore());
        warehouse = new BigQueryWarehouse(cloud.bigQuery(), Cloud.PROJECT, Cloud.LOCATION, clock);
        bucket = new CloudStorageBucket(clients.storageJson(), name);
        queue = new PubSubMergeQueue(cloud.publisher());
        ledger = new Ledger(store, clock);
        insist(() -> cloud.storage().get(name) == null
                ? cloud.storage()
                        .create(BucketInfo.newBuilder(name)
                                .setLocation(Cloud.LOCATION)
                                .build())
                : name);
        create(name);
        create(staging());
    }

    private void create(String dataset) {
        insist(() -> cloud.bigQuery().getDataset(dataset) == null
                ? cloud.bigQuery().create(DatasetInfo.newBuilder(dataset).build())
                : dataset);
    }

    /** What the test does itself meets the cloud's faults too. */
    private static <T> T insist(Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (BaseServiceException e) {
                if (attempt == MOST_ATTEMPTS || (e.getCode() < 500 && !TRANSIENT.contains(e.getCode()))) {
                    throw e;
                }
            }
        }
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
        if (!table.target().exists()) {
            return;
        }
        List<Field> fields = new ArrayList<>();
        table.targetColumns().forEach(column -> fields.add(field(column)));
        fields.add(field(Column.nullable(ColumnName.SEQUENCE.value(), TypeKind.INT64)));
        StandardTableDefinition.Builder definition = StandardTableDefinition.newBuilder()
                .setSchema(Schema.of(fields));
        if (table.spec().partitioning() != null) {
            definition.setTimePartitioning(TimePartitioning.newBuilder(TimePartitioning.Type.DAY)
                    .setField(TableHistory.DAY)
                    .build());
        }
        com.google.cloud.bigquery.TableId id = com.google.cloud.bigquery.TableId.of(
                table.id().dataset().value(), table.id().table().value());
        insist(() -> cloud.bigQuery().getTable(id) == null
                ? cloud.bigQuery().create(TableInfo.of(id, definition.build()))
                : id);
    }

    private static Field field(Column column) {
        return Field.newBuilder(
                        column.name().value(),
                        StandardSQLTypeName.valueOf(column.type().kind().name()))
                .setMode(Field.Mode.valueOf(column.mode().name()))
                .build();
    }

    LandedObject upload(SourceFile file) {
        return upload(file.name(), FileBytes.of(file));
    }

    /** Writes one version of an object, also if the answer is lost: then the next attempt finds it there. */
    LandedObject upload(String object, byte[] bytes) {
        BlobInfo info = BlobInfo.newBuilder(name, object).build();
        Long before = written.get(object);
        BlobTargetOption condition =
                before == null ? BlobTargetOption.doesNotExist() : BlobTargetOption.generationMatch(before);
        Blob blob = insist(() -> {
            try {
                return cloud.storage().create(info, bytes, condition);
            } catch (StorageException e) {
                if (e.getCode() == PRECONDITION_FAILED) {
                    return cloud.storage().get(info.getBlobId());
                }
                throw e;
            }
        });
        long generation = Objects.requireNonNull(blob.getGeneration());
        written.put(object, generation);
        return new LandedObject(name, object, generation, blob.getSize(), blob.getCrc32c());
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
            TableResult result = read(cloud, "SELECT " + names + " FROM " + table.quoted());
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

    private static TableResult read(Cloud cloud, String sql) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return cloud.bigQuery().query(QueryJobConfiguration.of(sql));
            } catch (BigQueryException e) {
                if (attempt == MOST_ATTEMPTS || e.getCode() == 404) {
                    throw e;
                }
            }
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
        return insist(() -> StreamSupport.stream(
                        cloud.bigQuery().listTables(staging()).iterateAll().spliterator(), false)
                .map(table -> table.getTableId().getTable())
                .toList());
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
