package dev.landfall.endtoend.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.endtoend.tpch.comparison.ComparedColumns;
import dev.landfall.endtoend.tpch.comparison.ComparedRow;
import dev.landfall.endtoend.tpch.comparison.ComparisonReport;
import dev.landfall.endtoend.tpch.comparison.HiveRows;
import dev.landfall.endtoend.tpch.comparison.TableComparison;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Hive; the tests share one set of tables, which each of them makes larger. */
@TestMethodOrder(OrderAnnotation.class)
class TpchSourceIT {
    private static final double SCALE_FACTOR = 0.001;
    private static final Instant FIRST_CHANGE = Instant.parse("2026-03-01T10:00:00.654321Z");
    private static final Instant SECOND_CHANGE = Instant.parse("2026-03-02T10:00:00.777777Z");

    @TempDir
    static Path directory;

    private static SandboxForTest sandbox;
    private static Connection hive;
    private static TpchSource source;

    @BeforeAll
    static void createTables() throws Exception {
        sandbox = SandboxForTest.start(directory);
        hive = sandbox.connect();
        source = TpchSource.connect(hive, sandbox.hdfs());
        source.create(SCALE_FACTOR);
    }

    @AfterAll
    static void stop() throws Exception {
        source.close();
        hive.close();
        sandbox.close();
    }

    @Test
    @Order(1)
    void hiveHoldsExactlyTheGeneratedRows() throws SQLException {
        TpchRows rows = new TpchRows(SCALE_FACTOR);
        for (TpchTable table : TpchTable.values()) {
            ComparedColumns columns = table.comparedColumns();
            Iterator<ComparedRow> generated = rows.of(table)
                    .map(ComparedRow::new)
                    .sorted(columns.keyOrder())
                    .iterator();
            ComparisonReport report = compare(table, generated);
            assertThat(report.equal()).as(table + ": " + report).isTrue();
            assertThat(source.countRows(table)).isEqualTo(report.equalRows());
        }
    }

    @Test
    @Order(2)
    void aRoundOfChangesTouchesExactlyWhatItReports() throws SQLException {
        for (TpchTable table : List.of(TpchTable.ORDERS, TpchTable.LINEITEM)) {
            List<ComparedRow> before = read(table);
            RowChanges first = source.changeRows(table, 1, FIRST_CHANGE);
            RowChanges second = source.changeRows(table, 2, SECOND_CHANGE);

            assertThat(first.updated()).isPositive();
            assertThat(first.inserted()).isPositive();
            assertThat(source.countRows(table)).isEqualTo(before.size() + first.inserted() + second.inserted());
            ComparisonReport report = compare(table, before.iterator());
            assertThat(report.missingRows()).isEqualTo(first.inserted() + second.inserted());
            assertThat(report.extraRows()).isZero();
            assertThat(updatedAt(table, "2026-03-01 10:00:00.654321")).isEqualTo(first.total());
            assertThat(updatedAt(table, "2026-03-02 10:00:00.777777")).isEqualTo(second.total());
        }
    }

    @Test
    @Order(3)
    void hiveWritesTheCustomersThatChangedAsWholeAvroFiles() throws Exception {
        assertThat(rowsIn(source.exportCustomerDelta("/staging/customer", Instant.EPOCH)))
                .hasSize(150);

        RowChanges changes = source.changeRows(TpchTable.CUSTOMER, 1, FIRST_CHANGE);
        List<String> delta = source.exportCustomerDelta("/staging/customer", FIRST_CHANGE);
        List<GenericRecord> rows = rowsIn(delta);

        assertThat(rows).hasSize((int) changes.total());
        Schema schema = rows.get(0).getSchema();
        assertThat(schema.getFields())
                .extracting(Schema.Field::name)
                .containsExactlyElementsOf(TpchTable.CUSTOMER.dataColumns().stream()
                        .map(HiveColumn::name)
                        .toList());
        assertThat(nonNull(schema, "c_acctbal").getLogicalType()).isEqualTo(LogicalTypes.decimal(15, 2));
        assertThat(nonNull(schema, "updated_at").getLogicalType()).isEqualTo(LogicalTypes.timestampMillis());
        assertThat(rows).extracting(row -> row.get("updated_at")).containsOnly(FIRST_CHANGE.toEpochMilli());
        assertThat(files("/staging/customer")).containsAll(delta).allMatch(name -> name.endsWith(".avro"));
        assertThat(files("/staging")).containsExactly("/staging/customer");
    }

    private static ComparisonReport compare(TpchTable table, Iterator<ComparedRow> target) throws SQLException {
        try (HiveRows rows = open(table)) {
            return TableComparison.compare(table.comparedColumns(), rows, target, 5);
        }
    }

    private static List<ComparedRow> read(TpchTable table) throws SQLException {
        try (HiveRows rows = open(table)) {
            List<ComparedRow> all = new ArrayList<>();
            rows.forEachRemaining(all::add);
            return all;
        }
    }

    private static HiveRows open(TpchTable table) throws SQLException {
        return HiveRows.open(hive, TpchTable.DATABASE, table.tableName(), table.comparedColumns());
    }

    private static long updatedAt(TpchTable table, String time) throws SQLException {
        return new HiveSession(hive)
                .numbers("SELECT COUNT(*) FROM " + table.qualifiedName() + " WHERE updated_at = TIMESTAMP '" + time
                        + "'")
                .get(0);
    }

    private static List<GenericRecord> rowsIn(List<String> paths) throws IOException {
        List<GenericRecord> rows = new ArrayList<>();
        try (FileSystem files = hdfs()) {
            for (String path : paths) {
                try (DataFileStream<GenericRecord> file = new DataFileStream<>(
                        files.open(new org.apache.hadoop.fs.Path(path)), new GenericDatumReader<>())) {
                    file.forEach(rows::add);
                }
            }
        }
        return rows;
    }

    private static List<String> files(String folder) throws IOException {
        try (FileSystem files = hdfs()) {
            List<String> names = new ArrayList<>();
            for (var file : files.listStatus(new org.apache.hadoop.fs.Path(folder))) {
                names.add(file.getPath().toUri().getPath());
            }
            return names;
        }
    }

    private static FileSystem hdfs() throws IOException {
        URI uri = sandbox.hdfs();
        return FileSystem.newInstance(uri, new Configuration());
    }

    private static Schema nonNull(Schema record, String field) {
        return record.getFields().stream()
                .filter(candidate -> candidate.name().equals(field))
                .flatMap(found -> found.schema().getTypes().stream())
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
    }
}
