package dev.landfall.localcloud.bigquery.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** INSERT, UPDATE, DELETE and MERGE, run on DuckDB. */
class ModificationTest {
    private static final String AT_MOST_ONE = "UPDATE/MERGE must match at most one source row for each target row";

    private Warehouse warehouse;

    @BeforeEach
    void fill() throws SQLException {
        warehouse = new Warehouse();
        warehouse.run("CREATE TABLE d.t (id INT64, v STRING, s STRUCT<a INT64, b STRING>, l ARRAY<INT64>);"
                + "INSERT d.t (id, v, s) VALUES (1, 'one', (1, 'x')), (2, 'two', NULL), (NULL, 'none', NULL)");
    }

    @AfterEach
    void close() throws SQLException {
        warehouse.close();
    }

    private String table() {
        return warehouse.run("SELECT id, v FROM d.t ORDER BY id, v").toString();
    }

    @Test
    void mergeUpdatesInsertsAndDeletesByTheFirstClauseThatQualifies() {
        assertThat(warehouse.run("""
                        MERGE INTO `p.d.t` AS t
                        USING (SELECT * FROM (SELECT 1 AS id, 'eins' AS v, 1 AS n UNION ALL SELECT 1, 'ein', 0
                               UNION ALL SELECT 2, 'del', 0 UNION ALL SELECT 3, 'drei', 0)
                               WHERE TRUE QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY n DESC) = 1) AS s
                        ON t.id = s.id
                        WHEN MATCHED AND s.v = 'del' THEN DELETE
                        WHEN MATCHED AND s.v = 'del' THEN UPDATE SET v = 'never'
                        WHEN MATCHED THEN UPDATE SET v = s.v
                        WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, UPPER(s.v))
                        WHEN NOT MATCHED BY SOURCE THEN UPDATE SET v = 'orphan'
                        """))
                .containsExactlyInAnyOrder(
                        java.util.List.of("UPDATE"),
                        java.util.List.of("DELETE"),
                        java.util.List.of("INSERT"),
                        java.util.List.of("UPDATE"));
        assertThat(table()).isEqualTo("[[NULL, orphan], [1, eins], [3, DREI]]");
    }

    @Test
    void mergeRefusesSeveralSourceRowsForOneTargetRow() {
        assertThatThrownBy(() -> warehouse.run("MERGE d.t USING (SELECT 1 AS id UNION ALL SELECT 1) s ON t.id = s.id "
                        + "WHEN MATCHED THEN UPDATE SET v = 'x'"))
                .isInstanceOf(SqlException.class)
                .hasMessage(AT_MOST_ONE);
        assertThatThrownBy(() -> warehouse.run("MERGE d.t USING (SELECT 1 AS id UNION ALL SELECT 1) s ON t.id = s.id "
                        + "WHEN MATCHED THEN DELETE"))
                .hasMessage(AT_MOST_ONE);
        assertThat(table()).isEqualTo("[[NULL, none], [1, one], [2, two]]");
    }

    @Test
    void mergeInsertsDuplicatesOfTheSource() {
        warehouse.run("MERGE d.t USING (SELECT 9 AS id UNION ALL SELECT 9) s ON t.id = s.id "
                + "WHEN NOT MATCHED THEN INSERT (id) VALUES (id)");
        assertThat(warehouse.run("SELECT COUNT(*) FROM d.t WHERE id = 9")).hasToString("[[2]]");
    }

    @Test
    void mergeInsertsNullKeysAgain() {
        String merge = "MERGE d.t USING (SELECT CAST(NULL AS INT64) AS id) s ON t.id = s.id "
                + "WHEN MATCHED THEN UPDATE SET v = 'x' WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, 'again')";
        warehouse.run(merge);
        warehouse.run(merge);
        assertThat(table()).isEqualTo("[[NULL, again], [NULL, again], [NULL, none], [1, one], [2, two]]");
    }

    @Test
    void mergeMatchesNullKeysThatAreNotDistinct() {
        warehouse.run("MERGE d.t USING (SELECT CAST(NULL AS INT64) AS id) s ON t.id IS NOT DISTINCT FROM s.id "
                + "WHEN MATCHED THEN UPDATE SET v = 'x' WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, 'again')");
        assertThat(table()).isEqualTo("[[NULL, x], [1, one], [2, two]]");
    }

    @Test
    void mergeOnFalseReplacesTheTable() {
        warehouse.run("MERGE d.t USING (SELECT 7 AS id, 'new' AS v, STRUCT(1 AS a, 'b' AS b) AS s, [1] AS l) ON FALSE "
                + "WHEN NOT MATCHED BY SOURCE THEN DELETE WHEN NOT MATCHED THEN INSERT ROW");
        assertThat(warehouse.run("SELECT * FROM d.t")).hasToString("[[7, new, [1, b], [1]]]");
    }

    @Test
    void updateFromRefusesSeveralSourceRowsForOneTargetRow() {
        warehouse.run("UPDATE d.t SET v = s.v FROM (SELECT 1 AS id, 'uno' AS v) s WHERE t.id = s.id");
        assertThat(table()).isEqualTo("[[NULL, none], [1, uno], [2, two]]");
        assertThatThrownBy(() -> warehouse.run("UPDATE d.t SET v = s.v "
                        + "FROM (SELECT 1 AS id, 'a' AS v UNION ALL SELECT 1, 'b') s WHERE t.id = s.id"))
                .hasMessage(AT_MOST_ONE);
    }

    @Test
    void updateSetsFieldsOfStructs() {
        warehouse.run("UPDATE d.t SET s.a = 5, s.b = 'q', l = [1, 2] WHERE id = 1");
        assertThat(warehouse.run("SELECT s, l FROM d.t WHERE id = 1")).hasToString("[[[5, q], [1, 2]]]");
    }

    @Test
    void insertsFromQueriesAndDeletes() {
        warehouse.run("INSERT INTO d.t (v, id) SELECT v || '!', id + 10 FROM d.t WHERE id IS NOT NULL");
        assertThat(warehouse.run("DELETE FROM d.t WHERE id < 10 OR id IS NULL")).hasToString("[[3]]");
        assertThat(table()).isEqualTo("[[11, one!], [12, two!]]");
    }

    @Test
    void arraysThatAreNotGivenAreEmpty() {
        warehouse.run("INSERT d.t (id, l) VALUES (8, NULL)");
        assertThat(warehouse.run("SELECT ARRAY_LENGTH(l) FROM d.t WHERE id = 8"))
                .hasToString("[[0]]");
    }

    @Test
    void createTableAsSelectTakesTypesFromTheQuery() {
        warehouse.run("CREATE OR REPLACE TABLE d.c PARTITION BY day CLUSTER BY id AS "
                + "SELECT id, DATE '2026-01-01' AS day, [id] AS ids, NUMERIC '1.5' AS n FROM d.t WHERE id = 1");
        assertThat(warehouse.run("SELECT * FROM d.c")).hasToString("[[1, 2026-01-01, [1], 1.5]]");
    }
}
