package dev.landfall.localcloud.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts: transactions, variables, and a child job for every statement. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptTest {
    private LocalBigQuery local;

    @BeforeAll
    void start(@TempDir Path folder) {
        local = LocalBigQuery.start(folder);
    }

    @AfterAll
    void stop() {
        local.close();
    }

    @Test
    void everyStatementOfATransactionCountsItsRowsInAChildJob() {
        ok("CREATE TABLE sales.target (id INT64, name STRING)");
        ok("CREATE TABLE sales.tombstones (id INT64)");
        ok("INSERT INTO sales.target (id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c')");
        Job job = ok("""
                BEGIN TRANSACTION;
                DELETE FROM sales.target WHERE id = 1;
                INSERT INTO sales.tombstones (id) VALUES (1);
                MERGE INTO sales.target AS t
                USING (SELECT 2 AS id, 'B' AS name, FALSE AS gone UNION ALL SELECT 3, 'c', TRUE UNION ALL SELECT 9, 'n', FALSE) AS s
                ON t.id = s.id
                WHEN MATCHED AND s.gone THEN DELETE
                WHEN MATCHED THEN UPDATE SET name = s.name
                WHEN NOT MATCHED BY TARGET THEN INSERT (id, name) VALUES (s.id, s.name);
                COMMIT TRANSACTION;
                """);
        QueryStatistics script = job.getStatistics();
        assertThat(script.getStatementType()).isEqualTo(QueryStatistics.StatementType.SCRIPT);
        assertThat(script.getNumChildJobs()).isEqualTo(5);
        assertThat(script.getDmlStats()).isNull();

        List<Job> children = children(job);
        assertThat(children)
                .extracting(child -> ofChild(child).getStatementType().toString())
                .containsExactly("BEGIN_TRANSACTION", "DELETE", "INSERT", "MERGE", "COMMIT_TRANSACTION");
        assertThat(children)
                .allSatisfy(child -> assertThat(ofChild(child).getParentJobId())
                        .isEqualTo(job.getJobId().getJob()));
        assertThat(children)
                .extracting(child -> ofChild(child).getTransactionInfo().getTransactionId())
                .containsOnly(ofChild(children.get(0)).getTransactionInfo().getTransactionId());
        QueryStatistics merge = ofChild(children.get(3));
        assertThat(merge.getDmlStats().getInsertedRowCount()).isEqualTo(1);
        assertThat(merge.getDmlStats().getUpdatedRowCount()).isEqualTo(1);
        assertThat(merge.getDmlStats().getDeletedRowCount()).isEqualTo(1);
        assertThat(merge.getScriptStatistics().getEvaluationKind()).isEqualTo("STATEMENT");
        assertThat(merge.getScriptStatistics().getStackFrames().get(0).getStartLine())
                .isEqualTo(4);
        assertThat(children.get(3).<QueryJobConfiguration>getConfiguration().getQuery())
                .startsWith("MERGE INTO sales.target")
                .endsWith("(s.id, s.name)");
        assertThat(local.client().getJob(children.get(3).getJobId())).isNotNull();
        assertThat(local.client().listJobs().iterateAll())
                .extracting(Job::getJobId)
                .contains(job.getJobId())
                .doesNotContain(children.get(3).getJobId());
    }

    @Test
    void statementThatFailsFailsItsChildJobAndTheScript() {
        ok("CREATE TABLE sales.kept (id INT64)");
        Job job = local.run(
                "failing",
                QueryJobConfiguration.of(
                        "BEGIN TRANSACTION; INSERT INTO sales.kept (id) VALUES (1); SELECT 1 / 0; COMMIT TRANSACTION;"));
        assertThat(job.getStatus().getError().getReason()).isEqualTo("invalidQuery");
        assertThat(local.rows("kept")).isEmpty();
        List<Job> children = children(job);
        assertThat(children).hasSize(3);
        assertThat(children.get(1).getStatus().getError()).isNull();
        assertThat(children.get(2).getStatus().getError().getMessage()).contains("division by zero");
    }

    @Test
    void notMatchedBySourceDeletesWhatTheSourceNoLongerHas() {
        ok("CREATE TABLE sales.mirror AS SELECT id, 'old' AS name FROM UNNEST([1, 2, 3, 4]) AS id");
        Job merge = ok("MERGE sales.mirror t USING (SELECT id FROM UNNEST([2, 3, 7]) AS id) s ON t.id = s.id"
                + " WHEN MATCHED AND t.id = 3 THEN UPDATE SET name = 'new'"
                + " WHEN NOT MATCHED BY TARGET THEN INSERT (id, name) VALUES (s.id, 'added')"
                + " WHEN NOT MATCHED BY SOURCE AND t.id < 4 THEN DELETE"
                + " WHEN NOT MATCHED BY SOURCE THEN UPDATE SET name = 'orphan'");
        QueryStatistics counts = merge.getStatistics();
        assertThat(counts.getDmlStats().getInsertedRowCount()).isEqualTo(1);
        assertThat(counts.getDmlStats().getUpdatedRowCount()).isEqualTo(2);
        assertThat(counts.getDmlStats().getDeletedRowCount()).isEqualTo(1);
        assertThat(local.rows("mirror"))
                .extracting(row -> row.get(0).getLongValue() + row.get(1).getStringValue())
                .containsExactlyInAnyOrder("2old", "3new", "4orphan", "7added");
    }

    @Test
    void variablesHoldWhatTheyAreGiven() {
        ok("CREATE TABLE sales.staging AS SELECT * FROM UNNEST([STRUCT(DATE '2026-01-03' AS day, 5 AS id),"
                + " (DATE '2026-01-09', 6)])");
        FieldValueList row = onlyRow("""
                DECLARE first_day, last_day DATE;
                DECLARE factor NUMERIC DEFAULT 2;
                DECLARE names DEFAULT ['a', "it's, [b]"];
                DECLARE moment TIMESTAMP DEFAULT '2026-01-01 12:00:00.123456+00';
                DECLARE nothing STRING;
                DECLARE raw BYTES DEFAULT b'\\x00\\xffz';
                DECLARE pair STRUCT<a INT64, b STRING> DEFAULT (1, "q'u");
                SET (first_day, last_day) = (SELECT AS STRUCT MIN(day), MAX(day) FROM sales.staging);
                SET factor = factor * NUMERIC '1.5'; -- a comment; with a semicolon
                SELECT first_day, last_day, factor, names, moment, nothing, raw, pair.b,
                       (SELECT COUNT(*) FROM sales.staging WHERE day BETWEEN first_day AND last_day) AS matching;
                """);
        assertThat(row.get(0).getStringValue()).isEqualTo("2026-01-03");
        assertThat(row.get(1).getStringValue()).isEqualTo("2026-01-09");
        assertThat(row.get(2).getNumericValue()).isEqualByComparingTo("3");
        assertThat(row.get(3).getRepeatedValue())
                .extracting(value -> value.getStringValue())
                .containsExactly("a", "it's, [b]");
        assertThat(row.get(4).getTimestampInstant()).hasToString("2026-01-01T12:00:00.123456Z");
        assertThat(row.get(5).isNull()).isTrue();
        assertThat(row.get(6).getBytesValue()).containsExactly(0, 0xff, 'z');
        assertThat(row.get(7).getStringValue()).isEqualTo("q'u");
        assertThat(row.get(8).getLongValue()).isEqualTo(2);
    }

    @Test
    void columnComesBeforeAVariableOfItsName() {
        FieldValueList row =
                onlyRow("DECLARE id INT64 DEFAULT 5; SELECT id, (SELECT id FROM (SELECT 7 AS id)) AS inner_id");
        assertThat(row.get(0).getLongValue()).isEqualTo(5);
        assertThat(row.get(1).getLongValue()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "DECLARE d DATE; SET d = 5; ~ invalidQuery ~ Cannot coerce a value of type INT64 to type DATE of the variable d",
                "SET x = 5 ~ invalidQuery ~ Undeclared variable: x",
                "SELECT 1; DECLARE x INT64; ~ invalidQuery ~ Variable declarations are allowed only at the start of a block or script",
                "DECLARE x INT64; DECLARE X INT64; SELECT 1 ~ invalidQuery ~ Variable 'X' redeclaration",
                "DECLARE x INT64; SET x = nope + 1; ~ invalidQuery ~ Unrecognized name: nope at [1:26]",
                "IF TRUE THEN SELECT 1; END IF; ~ notImplemented ~ the procedural statement IF",
                "BEGIN SELECT 1; EXCEPTION WHEN ERROR THEN SELECT 2; END; ~ notImplemented ~ the procedural statement BEGIN ... END",
                "DECLARE s STRING(5); SELECT s ~ notImplemented ~ DECLARE of a type with parameters",
                "SET @@dataset_id = 'x' ~ notImplemented ~ SET of a system variable",
            })
    void whatAScriptMayNotSayIsRefused(String script, String reason, String message) {
        Job job = local.run("refused_" + Integer.toHexString(script.hashCode()), QueryJobConfiguration.of(script));
        assertThat(job.getStatus().getError().getReason()).isEqualTo(reason);
        assertThat(job.getStatus().getError().getMessage()).contains(message);
    }

    private FieldValueList onlyRow(String script) {
        try {
            return ok(script).getQueryResults().iterateAll().iterator().next();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Job ok(String sql) {
        Job job = local.run("ok_" + Integer.toHexString(sql.hashCode()), QueryJobConfiguration.of(sql));
        assertThat(job.getStatus().getError()).as(sql).isNull();
        return job;
    }

    /** In the order in which they ran. */
    private List<Job> children(Job job) {
        List<Job> children = new ArrayList<>();
        local.client()
                .listJobs(BigQuery.JobListOption.parentJobId(job.getJobId().getJob()))
                .iterateAll()
                .forEach(children::add);
        Collections.reverse(children);
        return children;
    }

    private static QueryStatistics ofChild(Job job) {
        return job.getStatistics();
    }
}
