package dev.landfall.endtoend.demo;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.TableId;
import dev.landfall.cli.LedgerSnapshot;
import dev.landfall.cli.TextTable;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LedgerView;
import dev.landfall.core.status.TableStatus;
import dev.landfall.endtoend.tpch.TpchTable;
import dev.landfall.endtoend.tpch.comparison.BigQueryRows;
import dev.landfall.endtoend.tpch.comparison.ComparedColumns;
import dev.landfall.endtoend.tpch.comparison.ComparedRow;
import dev.landfall.endtoend.tpch.comparison.ComparisonReport;
import dev.landfall.endtoend.tpch.comparison.HiveRows;
import dev.landfall.endtoend.tpch.comparison.TableComparison;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every target against its source, row by row, and what the ledger says of each. One instance makes one comparison. */
final class Comparison {
    private static final int KEPT_DIFFERENCES = 5;

    private final Connection hive;
    private final BigQuery bigQuery;
    private final LedgerView ledger;
    private final Map<String, ComparisonReport> reports = new LinkedHashMap<>();

    Comparison(Connection hive, BigQuery bigQuery, LedgerView ledger) {
        this.hive = hive;
        this.bigQuery = bigQuery;
        this.ledger = ledger;
    }

    Comparison run() throws SQLException, InterruptedException {
        tpch();
        compare(
                HandMadeTable.TARGET,
                HandMadeTable.COLUMNS,
                HandMadeTable.rows().iterator());
        return this;
    }

    /** The tables of TPC-H alone. */
    Comparison tpch() throws SQLException, InterruptedException {
        for (TpchTable table : TpchTable.values()) {
            ComparedColumns columns = table.comparedColumns();
            try (HiveRows rows = HiveRows.open(hive, TpchTable.DATABASE, table.tableName(), columns)) {
                compare(TpchTable.DATABASE + "." + table.tableName(), columns, rows);
            }
        }
        return this;
    }

    boolean equal() {
        return reports.values().stream().allMatch(ComparisonReport::equal);
    }

    void print(PrintStream out) {
        Map<String, TableStatus> statuses = new LinkedHashMap<>();
        LedgerSnapshot.read(ledger, null, Instant.now())
                .tables()
                .forEach(status -> statuses.put(status.table(), status));
        TextTable table = new TextTable(
                List.of("TABLE", "FILES", "ROWS", "INSERTED", "UPDATED", "OLDER IGNORED", "DUPLICATE EVENTS", "EQUAL"));
        reports.forEach((name, report) -> {
            TableStatus status = statuses.get(name);
            if (status == null) {
                throw new DemoException("The ledger does not know the table " + name);
            }
            table.add(List.of(
                    name,
                    String.valueOf(status.files().in(FileState.MERGED)),
                    String.valueOf(report.equalRows()),
                    String.valueOf(status.rows().inserted()),
                    String.valueOf(status.rows().updated()),
                    String.valueOf(status.rows().ignored()),
                    String.valueOf(status.files().duplicates()),
                    report.equal() ? "yes" : "NO"));
        });
        out.println();
        PrintWriter writer = new PrintWriter(out, true, StandardCharsets.UTF_8);
        table.print(writer);
        writer.flush();
        reports.forEach((name, report) -> {
            if (!report.equal()) {
                out.println();
                out.println(name + ": " + report);
            }
        });
    }

    private void compare(String target, ComparedColumns columns, Iterator<ComparedRow> source)
            throws InterruptedException {
        int dot = target.indexOf('.');
        TableId table = TableId.of(target.substring(0, dot), target.substring(dot + 1));
        BigQueryRows rows = BigQueryRows.open(bigQuery, table, columns);
        reports.put(target, TableComparison.compare(columns, source, rows, KEPT_DIFFERENCES));
    }
}
