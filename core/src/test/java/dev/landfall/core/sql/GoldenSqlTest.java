package dev.landfall.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.ColumnType;
import dev.landfall.core.table.Deletes;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.KmsKey;
import dev.landfall.core.table.NullKeys;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.StorageFolder;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TypeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Every statement is compared with a file that a person has read. After a change on purpose, run with
 * {@code -Dgolden=write} and review the difference.
 */
class GoldenSqlTest {
    private static final Set<Class<?>> COMPARED = ConcurrentHashMap.newKeySet();
    private static final TableId ORDERS = TableId.of("sales", "orders");
    private static final ColumnName SEQ = new ColumnName("seq");
    private static final Column ID = Column.nullable("id", TypeKind.INT64);
    private static final Column REGION =
            new Column(new ColumnName("region"), ColumnType.of(TypeKind.STRING), ColumnMode.REQUIRED);
    private static final Column AMOUNT = Column.nullable("amount", TypeKind.NUMERIC);
    private static final Column UPDATED = Column.nullable("updated_at", TypeKind.TIMESTAMP);
    private static final Column TAGS =
            new Column(new ColumnName("tags"), ColumnType.of(TypeKind.STRING), ColumnMode.REPEATED);

    private final List<StagedRows> sources = List.of(
            new StagedRows(
                    TableId.of("staging", "sales__orders__a"),
                    TableSchema.of(ID, REGION, Column.nullable("AMOUNT", TypeKind.INT64), UPDATED, TAGS),
                    null,
                    SEQ),
            new StagedRows(
                    TableId.of("staging", "sales__orders__b"),
                    TableSchema.of(ID, REGION, UPDATED),
                    1767225600000000L,
                    SEQ));
    private final List<Column> columns = List.of(ID, REGION, AMOUNT, UPDATED, TAGS);

    @Test
    void merge() throws IOException {
        check(
                "merge",
                new MergeStatement(ORDERS, sources, names("id", "region"), names("updated_at", "amount"), columns));
    }

    @Test
    void mergeWithoutOrderColumns() throws IOException {
        check("merge_without_order", new MergeStatement(ORDERS, sources, names("id"), List.of(), columns));
    }

    @Test
    void deletes() throws IOException {
        Column operation = Column.nullable("op", TypeKind.STRING);
        List<StagedRows> changes = List.of(
                new StagedRows(
                        TableId.of("staging", "sales__orders__a"),
                        TableSchema.of(ID, REGION, AMOUNT, UPDATED, TAGS, operation),
                        null,
                        SEQ),
                new StagedRows(
                        TableId.of("staging", "sales__orders__b"),
                        TableSchema.of(ID, REGION, UPDATED, operation),
                        1767225600000000L,
                        SEQ));
        Deletes rule = new Deletes(operation.name(), Set.of("D", "it's\\gone"), Duration.ofHours(36));
        StagedDeletes deletes = new StagedDeletes(rule, TableId.of("staging", "sales__orders__tombstones"));
        List<Column> version = List.of(ID, REGION, UPDATED);
        check(
                "deletes",
                new Script(
                        List.of(
                                new RememberDeletesStatement(deletes, changes, version),
                                new MergeStatement(ORDERS, changes, names("id", "region"), names("updated_at"), columns)
                                        .withDeletes(deletes)),
                        true));
        KmsKey key = new KmsKey("projects/p/locations/us/keyRings/r/cryptoKeys/k");
        check("create_tombstones", new CreateTombstonesStatement(deletes.tombstones(), version, rule.keep(), key));
        check(
                "create_encrypted",
                Script.of(List.of(
                        new CreateTargetStatement(ORDERS, columns, null, List.of(), key),
                        new CreateTombstonesStatement(deletes.tombstones(), version, rule.keep(), null))));
    }

    @Test
    void rowsWithNullInAKeyAreLeftOutAndCounted() throws IOException {
        check(
                "merge_null_keys_rejected",
                new MergeStatement(ORDERS, sources, names("id", "region"), List.of(), columns)
                        .withNullKeys(NullKeys.REJECT));
        check("null_keys", new NullKeysQuery(sources, List.of(ID, REGION)));
    }

    @Test
    void partitionsAreNamedAsLiterals() throws IOException {
        PartitionColumn byDay = PartitionColumn.of(UPDATED, Partitioning.Granularity.DAY);
        PartitionRanges ranges = PartitionRanges.around(byDay, List.of(0L, 172_800L, 86_400L, -86_400L * 400), true);
        check(
                "merge_in_partitions",
                new MergeStatement(ORDERS, sources, names("id"), List.of(), columns).within(ranges));
        check("staged_partitions", new StagedPartitionsQuery(sources, UPDATED, Partitioning.Granularity.DAY));
        check("held_partitions", new HeldPartitionsQuery(ORDERS, sources, List.of(ID, REGION), byDay));
    }

    @Test
    void replace() throws IOException {
        check(
                "replace",
                new ReplaceStatement(ORDERS, sources, columns, List.of(new ReplaceStatement.Snapshot(7, null))));
        Column day = Column.nullable("day", TypeKind.DATE);
        PartitionColumn byMonth = PartitionColumn.of(day, Partitioning.Granularity.MONTH);
        PartitionRanges january = PartitionRanges.exactly(byMonth, List.of(0L), false);
        check(
                "replace_partitions",
                new ReplaceStatement(
                        ORDERS,
                        List.of(new StagedRows(
                                TableId.of("staging", "sales__orders__a"), TableSchema.of(ID, REGION, day), null, SEQ)),
                        List.of(ID, REGION, day),
                        List.of(
                                new ReplaceStatement.Snapshot(7, january),
                                new ReplaceStatement.Snapshot(
                                        8, PartitionRanges.exactly(byMonth, List.of(31L), true)))));
        check("snapshots", new SnapshotsQuery(ORDERS, null));
        check("snapshots_of_partitions", new SnapshotsQuery(ORDERS, january));
    }

    @Test
    void alterColumns() throws IOException {
        check("relax_column", new AlterColumnStatement(ORDERS, REGION.name(), null));
        check("widen_column", new AlterColumnStatement(ORDERS, ID.name(), TypeKind.NUMERIC));
    }

    @Test
    void append() throws IOException {
        check("append", new AppendStatement(ORDERS, sources, columns, true));
        check("append_without_sequence", new AppendStatement(ORDERS, sources.subList(0, 1), columns, false));
    }

    @Test
    void create() throws IOException {
        check(
                "create",
                new CreateTargetStatement(
                        ORDERS,
                        columns,
                        new Partitioning(UPDATED.name(), Partitioning.Granularity.DAY, false),
                        names("id", "region")));
        check(
                "create_nested",
                new CreateTargetStatement(
                        ORDERS,
                        List.of(
                                ID,
                                new Column(
                                        new ColumnName("address"),
                                        ColumnType.struct(List.of(Column.nullable("city", TypeKind.STRING), TAGS)),
                                        ColumnMode.REPEATED),
                                Column.nullable("day", TypeKind.DATE)),
                        new Partitioning(new ColumnName("day"), Partitioning.Granularity.MONTH, true),
                        List.of()));
    }

    @Test
    void addColumns() throws IOException {
        check("add_columns", new AddColumnsStatement(ORDERS, List.of(AMOUNT, TAGS)));
    }

    @Test
    void initialLoad() throws IOException {
        Column day = Column.nullable("day", TypeKind.DATE);
        TableId files = TableId.of("staging", "sales__orders__initial");
        StorageFolder folder = new StorageFolder("gs://lake/initial/sales/orders/1767225600000000");
        check(
                "create_external",
                new CreateExternalTableStatement(
                        files,
                        List.of(ID, AMOUNT, UPDATED, TAGS),
                        List.of(Column.nullable("day", TypeKind.STRING)),
                        FileFormat.PARQUET,
                        folder));
        InitialColumn region =
                new InitialColumn(REGION, names("region", "_col1"), InitialColumn.Reading.UNPADDED, ZoneOffset.UTC);
        InitialColumn updated = new InitialColumn(
                UPDATED, names("UPDATED_AT"), InitialColumn.Reading.PLAIN, ZoneId.of("Europe/Berlin"));
        InitialRows rows = new InitialRows(
                files,
                List.of(InitialColumn.plain(ID), region, updated, InitialColumn.folderName(day, day.name())),
                1767225600000000L,
                InitialRows.Choice.ALL);
        check(
                "create_as_select",
                new CreateTableAsStatement(
                        new CreateTargetStatement(
                                ORDERS,
                                List.of(ID, REGION, UPDATED, day),
                                new Partitioning(day.name(), Partitioning.Granularity.DAY, true),
                                names("region"),
                                new KmsKey("projects/p/locations/us/keyRings/r/cryptoKeys/k")),
                        rows));
        PartitionColumn byDay = PartitionColumn.of(day, Partitioning.Granularity.DAY);
        InitialRows below = new InitialRows(
                files,
                rows.columns(),
                rows.sequence(),
                new InitialRows.Choice(
                        List.of(),
                        List.of(),
                        List.of(),
                        new InitialRows.Before(UPDATED.name(), LocalDateTime.parse("2026-01-01T00:00:00"))));
        InitialRows newest = new InitialRows(
                files,
                rows.columns(),
                rows.sequence(),
                new InitialRows.Choice(names("id"), names("updated_at"), names("id"), null));
        check(
                "insert_rows",
                new InsertRowsStatement(ORDERS, below, PartitionRanges.exactly(byDay, List.of(0L, 1L), true)));
        check(
                "insert_newest_rows",
                new InsertRowsStatement(ORDERS, newest, PartitionRanges.exactly(byDay, List.of(0L), false)));
        check("row_partitions", new RowPartitionsQuery(rows, byDay));
        check("row_count", new RowCountQuery(ORDERS));
    }

    private static List<ColumnName> names(String... names) {
        return List.of(names).stream().map(ColumnName::new).toList();
    }

    /** A new kind of statement cannot be forgotten here: this test runs last and looks at what the others compared. */
    @AfterAll
    static void everyKindOfStatementHasAGoldenFile() {
        assertThat(COMPARED)
                .contains(Statement.class.getPermittedSubclasses())
                .contains(Query.class.getPermittedSubclasses());
    }

    private static void check(String name, Statement statement) throws IOException {
        COMPARED.add(statement.getClass());
        if (statement instanceof Script script) {
            script.statements().forEach(part -> COMPARED.add(part.getClass()));
        }
        check(name, statement.sql());
    }

    private static void check(String name, Query query) throws IOException {
        COMPARED.add(query.getClass());
        check(name, query.sql());
    }

    private static void check(String name, String sql) throws IOException {
        Path golden = Path.of("src/test/resources/sql", name + ".sql");
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, sql + "\n");
        }
        assertThat(sql + "\n").isEqualTo(Files.readString(golden));
    }
}
