package dev.landfall.endtoend.demo;

import dev.landfall.endtoend.laptop.Laptop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The pipeline file of the demo, as a user would write it. */
final class DemoPipeline {
    /** Where Hive leaves the customers that changed, as files. */
    static final String CUSTOMER_FOLDER = "/staging/customer";

    private static final String TEXT = """
            version: 1
            landing: gs://%s
            state: %s
            connections:
              warehouse: { kind: hive, url: "%s", user: root, drivers: "%s" }
              lake: { kind: hdfs, uri: "%s" }
            tables:
              - target: tpch.nation
                source: { connection: warehouse, table: tpch.nation, watermark: { column: updated_at, overlap: PT5M } }
                format: avro
                mode: merge
                keys: [n_nationkey]
                order: [updated_at]
              - target: tpch.orders
                source: { connection: warehouse, table: tpch.orders, watermark: { column: updated_at, overlap: PT5M } }
                format: parquet
                mode: merge
                keys: [o_orderkey]
                order: [updated_at]
                partition: { column: o_orderdate, by: MONTH }
                cluster: [o_custkey]
              - target: tpch.lineitem
                source: { connection: warehouse, table: tpch.lineitem, watermark: { column: updated_at, overlap: PT5M } }
                format: avro
                mode: merge
                keys: [l_orderkey, l_linenumber]
                order: [updated_at]
              - target: tpch.customer
                source: %s
                mode: merge
                keys: [c_custkey]
                order: [updated_at]
            """;

    private static final String FILES = "{ connection: lake, directory: " + CUSTOMER_FOLDER + ", format: avro }";

    private static final String ROWS =
            "{ connection: warehouse, table: tpch.customer, watermark: { column: updated_at, overlap: PT5M } }";

    private DemoPipeline() {}

    /** The customers come as files. */
    static Path write(Path directory, String jdbcUrl, String hdfsUri, Path drivers) throws IOException {
        return write(directory, jdbcUrl, hdfsUri, drivers, FILES);
    }

    /** All tables come from Hive as rows, so that all can be validated. */
    static Path writeOfRows(Path directory, String jdbcUrl, String hdfsUri, Path drivers) throws IOException {
        return write(directory, jdbcUrl, hdfsUri, drivers, ROWS);
    }

    private static Path write(Path directory, String jdbcUrl, String hdfsUri, Path drivers, String customers)
            throws IOException {
        String text = TEXT.formatted(Laptop.BUCKET, directory.resolve("state"), jdbcUrl, drivers, hdfsUri, customers);
        return Files.writeString(directory.resolve("pipeline.yaml"), text, StandardCharsets.UTF_8);
    }
}
