package dev.landfall.endtoend.tpch;

import dev.landfall.endtoend.tpch.comparison.ComparedType;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Lets Hive write changed customers as Avro files into an HDFS folder, through an external table: {@code INSERT OVERWRITE
 * DIRECTORY} would lose the column names. The files are written beside the folder and renamed into it, so that whoever
 * watches it sees whole files only.
 */
final class CustomerExport {
    private static final String EXPORT_TABLE = TpchTable.DATABASE + ".customer_export";

    private final HiveSession hive;
    private final FileSystem files;

    CustomerExport(HiveSession hive, FileSystem files) {
        this.hive = hive;
        this.files = files;
    }

    /** The files that appeared in the folder; none if no customer changed at or after the given time. */
    List<String> run(Path folder, Instant changedSince) throws SQLException, IOException {
        Path hidden = new Path(folder.getParent(), "." + folder.getName() + "-being-written");
        files.delete(hidden, true);
        writeInto(hidden, changedSince);
        long microseconds = changedSince.getEpochSecond() * 1_000_000 + changedSince.getNano() / 1_000;
        return publish(hidden, folder, "customer-" + microseconds);
    }

    private void writeInto(Path hidden, Instant changedSince) throws SQLException {
        List<HiveColumn> columns = TpchTable.CUSTOMER.dataColumns();
        String since = ComparedType.timestamp(LocalDateTime.ofInstant(changedSince, ZoneOffset.UTC));
        hive.execute("DROP TABLE IF EXISTS " + EXPORT_TABLE);
        hive.execute("CREATE EXTERNAL TABLE " + EXPORT_TABLE + " ("
                + columns.stream().map(HiveColumn::declaration).collect(Collectors.joining(", "))
                + ") STORED AS AVRO LOCATION '" + files.makeQualified(hidden) + "'");
        hive.execute("INSERT OVERWRITE TABLE " + EXPORT_TABLE + " SELECT "
                + columns.stream().map(HiveColumn::name).collect(Collectors.joining(", ")) + " FROM "
                + TpchTable.CUSTOMER.qualifiedName() + " WHERE updated_at >= TIMESTAMP '" + since + "'");
        // An external table leaves its files behind.
        hive.execute("DROP TABLE " + EXPORT_TABLE);
    }

    private List<String> publish(Path hidden, Path folder, String prefix) throws IOException {
        files.mkdirs(folder);
        List<String> published = new ArrayList<>();
        for (FileStatus file : files.listStatus(hidden)) {
            if (file.isFile() && file.getLen() > 0 && !file.getPath().getName().startsWith(".")) {
                Path target = new Path(folder, "%s-%05d.avro".formatted(prefix, published.size()));
                if (!files.rename(file.getPath(), target)) {
                    throw new IOException("HDFS did not rename " + file.getPath() + " to " + target);
                }
                published.add(target.toUri().getPath());
            }
        }
        files.delete(hidden, true);
        return published;
    }
}
