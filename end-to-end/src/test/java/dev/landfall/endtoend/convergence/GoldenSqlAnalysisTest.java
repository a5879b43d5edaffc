package dev.landfall.endtoend.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every SQL text that Landfall makes is understood by Google's own analyzer, with tables as the texts mean them. */
@Tag("wire")
class GoldenSqlAnalysisTest {
    private static final Path GOLDEN = Path.of("..", "core", "src", "test", "resources", "sql");
    private static final String COLUMNS = "id INT64, region STRING NOT NULL, updated_at TIMESTAMP, day DATE";

    @Test
    void everyGoldenFilePassesTheAnalyzer() throws Exception {
        Map<String, String> refused = new TreeMap<>();
        int count = 0;
        try (Cloud cloud = new Cloud();
                Stream<Path> files = Files.list(GOLDEN)) {
            cloud.bigQuery().create(DatasetInfo.of("sales"));
            cloud.bigQuery().create(DatasetInfo.of("staging"));
            for (String table : new String[] {
                "sales.orders (" + COLUMNS + ", amount NUMERIC, tags ARRAY<STRING>, _landfall_sequence INT64)",
                "staging.sales__orders__a (" + COLUMNS + ", AMOUNT INT64, tags ARRAY<STRING>, op STRING, seq INT64)",
                "staging.sales__orders__b (" + COLUMNS + ", op STRING)",
                "staging.sales__orders__initial (id INT64, region STRING, _col1 STRING, UPDATED_AT TIMESTAMP, day STRING)",
                "staging.sales__orders__tombstones (id INT64, region STRING, updated_at TIMESTAMP,"
                        + " _landfall_sequence INT64, _landfall_deleted_at TIMESTAMP)"
            }) {
                cloud.bigQuery().query(QueryJobConfiguration.of("CREATE TABLE " + table));
            }
            for (Path file : files.toList()) {
                count++;
                String refusal = refusal(cloud, Files.readString(file));
                if (!refusal.isEmpty()) {
                    refused.put(file.getFileName().toString(), refusal);
                }
            }
        }
        assertThat(refused).isEmpty();
        assertThat(count).isGreaterThan(15);
    }

    /** Why the text is refused; empty if it is not. */
    private static String refusal(Cloud cloud, String sql) {
        try {
            cloud.bigQuery()
                    .create(JobInfo.of(QueryJobConfiguration.newBuilder(sql)
                            .setDryRun(true)
                            .setUseLegacySql(false)
                            .build()));
            return "";
        } catch (BigQueryException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
