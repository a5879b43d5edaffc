package dev.landfall.endtoend.demo;

import dev.landfall.endtoend.tpch.comparison.ComparedColumn;
import dev.landfall.endtoend.tpch.comparison.ComparedColumns;
import dev.landfall.endtoend.tpch.comparison.ComparedRow;
import dev.landfall.endtoend.tpch.comparison.ComparedType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A table that comes from no cluster: somebody made it by DDL and drops a CSV file for it. It has no spec. */
final class HandMadeTable {
    static final String TARGET = "tpch.discount";

    /** The key is declared, so Landfall merges by it without a spec. */
    static final String DDL = "CREATE TABLE tpch.discount (code STRING NOT NULL, percent NUMERIC, valid_until DATE,"
            + " note STRING, PRIMARY KEY (code) NOT ENFORCED)";

    static final ComparedColumns COLUMNS = ComparedColumns.of(
            List.of(new ComparedColumn("code", ComparedType.TEXT)),
            List.of(
                    new ComparedColumn("percent", ComparedType.MONEY),
                    new ComparedColumn("valid_until", ComparedType.DATE),
                    new ComparedColumn("note", ComparedType.TEXT)));

    private static final List<String> LINES = List.of(
            "code,percent,valid_until,note",
            "SPRING,12.5,2026-05-31,\"for returning customers, only\"",
            "LOYAL,7,2026-12-31,since 2019",
            "O'HARE,3.25,2027-01-15,\"says \"\"thank you\"\"\"");

    private HandMadeTable() {}

    /** Writes the CSV file that is dropped. */
    static Path writeCsv(Path directory) throws IOException {
        return Files.write(directory.resolve("discount.csv"), LINES, StandardCharsets.UTF_8);
    }

    /** The rows that the target must hold, in the order of the key. */
    static List<ComparedRow> rows() {
        return List.of(
                new ComparedRow(List.of("LOYAL", "7.00", "2026-12-31", "since 2019")),
                new ComparedRow(List.of("O'HARE", "3.25", "2027-01-15", "says \"thank you\"")),
                new ComparedRow(List.of("SPRING", "12.50", "2026-05-31", "for returning customers, only")));
    }
}
