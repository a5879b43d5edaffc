package dev.landfall.localcloud.bigquery.query;

import dev.landfall.localcloud.bigquery.catalog.PartitionSpec;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.engine.TableSize;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.bigquery.sql.TableRead;
import java.util.Optional;

/**
 * The bytes that a statement processes at one table: those of the columns that it names in the partitions that its
 * predicates leave. Exact for a table of up to {@value #COUNTED_ROWS} rows; beyond, rows are counted and their size is
 * that of a sample.
 */
final class ScanSize {
    private static final long COUNTED_ROWS = 100_000;

    private ScanSize() {}

    static long bytes(Session session, Table table, TableRead read) {
        TableSchema columns = read.rewrites()
                ? table.schema()
                : new TableSchema(table.schema().fields().stream()
                        .filter(field -> read.columns().contains(field.name()))
                        .toList());
        if (columns.fields().isEmpty()) {
            return 0;
        }
        String relation = DuckDbNames.table(table.name());
        Optional<PartitionSpec> spec =
                PartitionSpec.of(table).filter(unused -> read.partitions().isPresent());
        long rows = session.number("SELECT count(*) FROM " + relation);
        if (rows > COUNTED_ROWS) {
            long touched = spec.isEmpty() ? rows : sum(session, relation, spec.get(), read, "1");
            return Math.round(touched * TableSize.sampledRowBytes(session, relation, columns));
        }
        String rowBytes = TableSize.rowBytes(columns);
        return spec.isEmpty()
                ? session.number("SELECT coalesce(sum(" + rowBytes + "), 0) FROM " + relation)
                : sum(session, relation, spec.get(), read, rowBytes);
    }

    private static long sum(Session session, String relation, PartitionSpec spec, TableRead read, String each) {
        return session.number("WITH partitions AS (SELECT " + spec.first() + " AS " + TableRead.FIRST + ", sum(" + each
                + ") AS \"$size\" FROM " + relation + " GROUP BY 1), bounded AS (SELECT *, "
                + spec.last(TableRead.FIRST) + " AS " + TableRead.LAST
                + " FROM partitions) SELECT coalesce(sum(\"$size\"), 0) FROM bounded WHERE "
                + read.partitions().orElse("TRUE"));
    }
}
