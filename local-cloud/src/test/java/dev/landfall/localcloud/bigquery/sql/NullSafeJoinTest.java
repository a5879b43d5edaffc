package dev.landfall.localcloud.bigquery.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code a = b OR (a IS NULL AND b IS NULL)} in join conditions: the same rows as without the rewriting, which
 * an {@code IF} keeps away, from a hash join.
 */
class NullSafeJoinTest {
    private static final String NULL_SAFE = "(t.id = s.id OR (t.id IS NULL AND s.id IS NULL))";
    private static final String HASH_JOIN = "(?i)hash[ _]join";
    private static final String LOOP_JOIN = "(?i)(nl|nested[ _]loop)[ _]join";
    private static final String MERGE = """
            MERGE d.t AS t USING d.s AS s ON %s
            WHEN MATCHED THEN UPDATE SET v = s.v
            WHEN NOT MATCHED THEN INSERT (id, w, f, v) VALUES (s.id, s.w, s.f, s.v)
            """;

    private Warehouse warehouse;

    @BeforeEach
    void fill() throws SQLException {
        warehouse = new Warehouse();
        refill();
    }

    private void refill() {
        warehouse.run("""
                CREATE OR REPLACE TABLE p.d.t (id INT64, w STRING, f FLOAT64, v STRING);
                CREATE OR REPLACE TABLE p.d.s (id INT64, w STRING, f FLOAT64, v STRING);
                INSERT d.t (id, w, f, v) VALUES (1, 'a', 1, 't1'), (2, NULL, CAST('nan' AS FLOAT64), 't2'),
                    (NULL, 'c', NULL, 't3');
                INSERT d.s (id, w, f, v) VALUES (NULL, 'c', NULL, 's1'), (2, NULL, CAST('nan' AS FLOAT64), 's2'),
                    (4, NULL, 4, 's3')
                """);
    }

    @AfterEach
    void close() throws SQLException {
        warehouse.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                NULL_SAFE,
                "s.id = t.id OR (t.id IS NULL AND s.id IS NULL)",
                "(s.id IS NULL AND t.id IS NULL) OR t.id = s.id",
                NULL_SAFE + " AND (t.w = s.w OR (t.w IS NULL AND s.w IS NULL))",
                "t.v < 'x' AND (" + NULL_SAFE + " AND s.v < 'x')",
            })
    void joinsAndMergesHashAndAnswerAsUnrewritten(String condition) throws SQLException {
        for (String join : new String[] {"JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"}) {
            String hashed = select(join, condition);
            String nested = select(join, "IF(" + condition + ", TRUE, FALSE)");
            assertThat(warehouse.run(hashed)).as(join).isEqualTo(warehouse.run(nested));
            assertThat(warehouse.explain(hashed))
                    .as(join)
                    .containsPattern(HASH_JOIN)
                    .doesNotContainPattern(LOOP_JOIN);
            assertThat(warehouse.explain(nested))
                    .as(join)
                    .doesNotContainPattern(HASH_JOIN)
                    .containsPattern(LOOP_JOIN);
        }
        String hashed = MERGE.formatted(condition);
        String nested = MERGE.formatted("IF(" + condition + ", TRUE, FALSE)");
        assertThat(warehouse.explain(hashed)).containsPattern(HASH_JOIN).doesNotContainPattern(LOOP_JOIN);
        assertThat(warehouse.explain(nested)).doesNotContainPattern(HASH_JOIN).containsPattern(LOOP_JOIN);
        warehouse.run(nested);
        String expected = table();
        refill();
        warehouse.run(hashed);
        assertThat(table()).isEqualTo(expected);
    }

    @Test
    void nullKeysMatchOnceAndOneNullMatchesNothing() {
        assertThat(warehouse.run(select("FULL JOIN", NULL_SAFE)))
                .hasToString("[[NULL, s3], [t1, NULL], [t2, s2], [t3, s1]]");
        warehouse.run(MERGE.formatted(NULL_SAFE));
        assertThat(table()).isEqualTo("[[NULL, s1], [1, t1], [2, s2], [4, s3]]");
        warehouse.run(MERGE.formatted(NULL_SAFE));
        assertThat(table()).isEqualTo("[[NULL, s1], [1, t1], [2, s2], [4, s3]]");
    }

    @Test
    void anUpdateFromAnotherTableHashesToo() throws SQLException {
        String update = "UPDATE d.t AS t SET v = s.v FROM d.s AS s WHERE " + NULL_SAFE;
        assertThat(warehouse.explain(update)).containsPattern(HASH_JOIN).doesNotContainPattern(LOOP_JOIN);
        warehouse.run(update);
        assertThat(table()).isEqualTo("[[NULL, s1], [1, t1], [2, s2]]");
    }

    @Test
    void nanIsNotEqualToItself() {
        String floats = "(t.f = s.f OR (t.f IS NULL AND s.f IS NULL))";
        assertThat(warehouse.run(select("JOIN", floats))).hasToString("[[t3, s1]]");
    }

    @Test
    void whereNullAndFalseDifferNothingIsRewritten() {
        String pairs = "SELECT " + NULL_SAFE + " AS same FROM d.t AS t CROSS JOIN d.s AS s WHERE t.id = 1 ORDER BY 1";
        assertThat(warehouse.run(pairs)).hasToString("[[NULL], [false], [false]]");
        assertThat(warehouse.run(select("JOIN", "NOT " + NULL_SAFE))).hasToString("[[t1, s2], [t1, s3], [t2, s3]]");
    }

    private static String select(String join, String condition) {
        return "SELECT t.v AS a, s.v AS b FROM d.t AS t " + join + " d.s AS s ON " + condition + " ORDER BY a, b";
    }

    private String table() {
        return warehouse.run("SELECT id, v FROM d.t ORDER BY id, v").toString();
    }
}
