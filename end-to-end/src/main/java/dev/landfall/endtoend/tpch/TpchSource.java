package dev.landfall.endtoend.tpch;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * TPC-H tables in Hive that can be made to change, one row per key at any time. Hive itself writes all their files. Not
 * thread-safe; the connection stays the caller's.
 */
public final class TpchSource implements AutoCloseable {
    private static final String LOAD_TABLE = TpchTable.DATABASE + ".load";

    private final HiveSession hive;
    private final FileSystem files;
    private final CustomerExport export;

    private TpchSource(HiveSession hive, FileSystem files) {
        this.hive = hive;
        this.files = files;
        this.export = new CustomerExport(hive, files);
    }

    /** Speaks to a HiveServer2 and to the HDFS in which its tables live. */
    public static TpchSource connect(Connection hive, URI hdfs) throws IOException {
        return new TpchSource(new HiveSession(hive), FileSystem.newInstance(hdfs, new Configuration()));
    }

    /**
     * Creates all tables anew with the rows of a TPC-H scale factor: 0.001 means 150 customers, 1,500 orders and about
     * 6,000 line items.
     */
    public void create(double scaleFactor) throws SQLException, IOException {
        TpchRows rows = new TpchRows(scaleFactor);
        hive.execute("CREATE DATABASE IF NOT EXISTS " + TpchTable.DATABASE);
        hive.execute("SET hive.exec.dynamic.partition.mode=nonstrict");
        for (TpchTable table : TpchTable.values()) {
            create(table, rows);
        }
    }

    /** How many rows a table has now. */
    public long countRows(TpchTable table) throws SQLException {
        return hive.numbers("SELECT COUNT(*) FROM " + table.qualifiedName()).get(0);
    }

    /**
     * Updates about every tenth row and adds about one new row for twenty old ones; of a partitioned table, in one
     * partition.
     *
     * @param round from 1; decides which rows change, so that each round changes others
     * @param at what {@code updated_at} becomes in all of them, cut to milliseconds where the format keeps no more
     */
    public RowChanges changeRows(TpchTable table, int round, Instant at) throws SQLException {
        Instant storable = at.truncatedTo(table == TpchTable.CUSTOMER ? ChronoUnit.MILLIS : ChronoUnit.MICROS);
        ChangeStatement statement = new ChangeStatement(table, round, storable);
        List<Long> counts = hive.numbers(statement.count());
        hive.execute(statement.rewrite());
        return new RowChanges(counts.get(0), counts.get(1));
    }

    /**
     * Lets Hive write the customers that changed at or after a time into an HDFS folder, as Avro files that appear there
     * whole.
     *
     * @param folder an absolute path in HDFS, created if absent
     * @param changedSince {@link Instant#EPOCH} for all customers; cut to milliseconds
     * @return the paths of the new files
     */
    public List<String> exportCustomerDelta(String folder, Instant changedSince) throws SQLException, IOException {
        return export.run(new Path(folder), changedSince.truncatedTo(ChronoUnit.MILLIS));
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private void create(TpchTable table, TpchRows rows) throws SQLException, IOException {
        Path folder = files.makeQualified(new Path("/tmp/tpch-load/" + table.tableName()));
        LoadFile.write(files, new Path(folder, "rows.avro"), table.allColumns(), rows.of(table));
        hive.execute("DROP TABLE IF EXISTS " + LOAD_TABLE);
        hive.execute("CREATE EXTERNAL TABLE " + LOAD_TABLE + " ("
                + table.allColumns().stream()
                        .map(column -> column.name() + " STRING")
                        .collect(Collectors.joining(", "))
                + ") STORED AS AVRO LOCATION '" + folder + "'");
        hive.execute("DROP TABLE IF EXISTS " + table.qualifiedName());
        hive.execute(declaration(table));
        hive.execute("INSERT OVERWRITE TABLE " + table.qualifiedName()
                + table.partitionColumn()
                        .map(column -> " PARTITION (" + column.name() + ")")
                        .orElse("")
                + " SELECT "
                + table.allColumns().stream()
                        .map(column -> column.cast(column.name()))
                        .collect(Collectors.joining(", "))
                + " FROM " + LOAD_TABLE);
        hive.execute("DROP TABLE " + LOAD_TABLE);
        files.delete(folder, true);
    }

    private static String declaration(TpchTable table) {
        return "CREATE TABLE " + table.qualifiedName() + " ("
                + table.dataColumns().stream().map(HiveColumn::declaration).collect(Collectors.joining(", "))
                + ")"
                + table.partitionColumn()
                        .map(column -> " PARTITIONED BY (" + column.declaration() + ")")
                        .orElse("")
                + " STORED AS " + table.storedAs();
    }
}
