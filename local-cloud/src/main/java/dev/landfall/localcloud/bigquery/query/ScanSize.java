package dev.landfall.localcloud.bigquery.query;

import dev.landfall.localcloud.bigquery.catalog.Catalog;
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

    static long bytes(Session session, Catalog catalog, Table table, TableRead read) {
        TableSchema columns = read.rewrites()
                ? table.schema()
                : new TableSchema(table.schema().fields().stream()
                        .filter(field -> read.columns().contains(field.name()))
                        .toList());
        if (columns.fields().isEmpty()) {
            return 0;
        }
        String what = TableSize.rowBytes(columns) + " in " + read.partitions();
        return catalog.measures().of(session, table, what, Long.class, () -> measure(session, table, columns, read));
    }

    private static long measure(Session session, Table table, TableSchema columns, TableRead read) {
        String relation = DuckDbNames.table(table.name());
        String rowBytes = TableSize.rowBytes(columns);
        Optional<PartitionSpec> spec =
                PartitionSpec.of(table).filter(unused -> read.partitions().isPresent());
        TableSize whole = session.query(
                "SELECT count(*), CAST(coalesce(sum(" + rowBytes + "), 0) AS BIGINT) FROM (SELECT * FROM " + relation
                        + " LIMIT " + (COUNTED_ROWS + 1) + ")",
                rows -> rows.next() ? new TableSize(rows.getLong(1), rows.getLong(2)) : new TableSize(0, 0));
        if (whole.rows() <= COUNTED_ROWS) {
            return spec.isEmpty() ? whole.bytes() : sum(session, relation, spec.get(), read, rowBytes);
        }
        long touched = spec.isEmpty()
                ? session.number("SELECT count(*) FROM " + relation)
                : sum(session, relation, spec.get(), read, "1");
        return Math.round(touched * TableSize.sampledRowBytes(session, relation, columns));
    }

    private static long sum(Session session, String relation, PartitionSpec spec, TableRead read, String each) {
        return session.number("WITH partitions AS (SELECT " + spec.first() + " AS " + TableRead.FIRST + ", sum(" + each
                + ") AS \"$size\" FROM " + relation + " GROUP BY 1), bounded AS (SELECT *, "
                + spec.last(TableRead.FIRST) + " AS " + TableRead.LAST
                + " FROM partitions) SELECT coalesce(sum(\"$size\"), 0) FROM bounded WHERE "
                + read.partitions().orElse("TRUE"));
    }
}
