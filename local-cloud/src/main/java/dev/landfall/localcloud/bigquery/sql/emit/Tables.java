package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.Table;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedTableScan;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.TableName;

/** The real tables behind scans; the analyzer's catalog carries their full names. */
final class Tables {
    private Tables() {}

    static TableName name(ResolvedTableScan scan) {
        return name(scan.getTable());
    }

    static TableName name(Table table) {
        String full = table.getFullName();
        int view = full.indexOf(".INFORMATION_SCHEMA.");
        if (view > 0) {
            int end = full.lastIndexOf('.', view - 1);
            return new TableName(full.substring(0, end), full.substring(end + 1, view), full.substring(view + 1));
        }
        int last = full.lastIndexOf('.');
        int dataset = full.lastIndexOf('.', last - 1);
        return new TableName(full.substring(0, dataset), full.substring(dataset + 1, last), full.substring(last + 1));
    }

    static String of(ResolvedTableScan scan) {
        return DuckDbNames.table(name(scan));
    }
}
