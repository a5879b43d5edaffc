package dev.landfall.migration.initialload;

import dev.landfall.migration.catalog.HivePartitions;
import dev.landfall.replicator.pipeline.SourceTableName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

/**
 * A partitioned table as Hive keeps it: files of Avro that are replaced as a whole. Its clock moves by one microsecond
 * with every change, so that no two rows have the same time.
 */
final class ModelTable implements TableFiles, HivePartitions {
    static final String LOCATION = "hdfs://cluster/warehouse/sales.db/orders";
    private static final Schema MICROS = LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
    static final Schema SCHEMA = SchemaBuilder.record("orders")
            .fields()
            .requiredLong("id")
            .requiredLong("amount")
            .name("updated_at")
            .type(MICROS)
            .noDefault()
            .endRecord();

    /** A row; the partition is not in its file. */
    record Row(long id, long amount, long updatedMicros, int day) {
        String partition() {
            return String.format("dt=2026-01-%02d", day);
        }
    }

    private final Map<String, List<Row>> files = new TreeMap<>();
    private final Random random;
    private final boolean snapshots;
    private final Map<String, Map<String, List<Row>>> taken = new TreeMap<>();
    private long clock = 1_767_225_600_000_000L;
    private int created;

    ModelTable(long seed, boolean snapshots) {
        this.random = new Random(seed);
        this.snapshots = snapshots;
        for (int i = 0; i < 7; i++) {
            insert();
        }
    }

    long now() {
        return clock;
    }

    /** One change by a writer: a new row, or one file written anew with a changed row, as Hive's OVERWRITE does. */
    void change() {
        if (random.nextBoolean()) {
            insert();
            return;
        }
        List<String> names = new ArrayList<>(files.keySet());
        String name = names.get(random.nextInt(names.size()));
        List<Row> rows = new ArrayList<>(files.remove(name));
        int index = random.nextInt(rows.size());
        Row old = rows.get(index);
        rows.set(index, new Row(old.id(), random.nextInt(1_000), ++clock, old.day()));
        files.put(old.partition() + "/" + created++ + "_0", rows);
    }

    private void insert() {
        Row row = new Row(1 + rows().size(), random.nextInt(1_000), ++clock, 1 + random.nextInt(3));
        files.put(row.partition() + "/" + created++ + "_0", List.of(row));
    }

    List<Row> rows() {
        return files.values().stream().flatMap(List::stream).toList();
    }

    /** The bytes of a file that is there; empty if it is gone. */
    Optional<byte[]> read(String folder, String path) {
        return Optional.ofNullable(in(folder).get(path)).map(ModelTable::avro);
    }

    static byte[] avro(List<Row> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(SCHEMA))) {
            writer.create(SCHEMA, bytes, new byte[16]);
            for (Row row : rows) {
                writer.append(new GenericRecordBuilder(SCHEMA)
                        .set("id", row.id())
                        .set("amount", row.amount())
                        .set("updated_at", row.updatedMicros())
                        .build());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public List<TableFile> list(String folder) {
        List<TableFile> list = new ArrayList<>();
        in(folder).forEach((path, rows) -> {
            byte[] bytes = avro(rows);
            CRC32C crc = new CRC32C();
            crc.update(bytes);
            byte[] four = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
            list.add(new TableFile(path, bytes.length, Base64.getEncoder().encodeToString(four)));
        });
        return list;
    }

    private Map<String, List<Row>> in(String folder) {
        return folder.equals(LOCATION) ? files : taken.getOrDefault(folder, Map.of());
    }

    @Override
    public Optional<Stable> snapshot(String folder, String name) {
        if (!snapshots) {
            return Optional.empty();
        }
        String path = LOCATION + "/.snapshot/" + name;
        taken.putIfAbsent(path, new TreeMap<>(files));
        return Optional.of(new Stable(new LoadState.Snapshot(LOCATION, name), path));
    }

    @Override
    public void drop(LoadState.Snapshot snapshot) {
        taken.remove(LOCATION + "/.snapshot/" + snapshot.name());
    }

    boolean hasSnapshots() {
        return !taken.isEmpty();
    }

    @Override
    public List<String> partitions(SourceTableName table) {
        TreeSet<String> partitions = new TreeSet<>();
        rows().forEach(row -> partitions.add(row.partition()));
        return List.copyOf(partitions);
    }

    @Override
    public String location(SourceTableName table, String partition) {
        return LOCATION + "/" + partition;
    }
}
