package dev.landfall.localcloud.bigquery.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries over small tables, run on DuckDB. */
class QueryTranslationTest {
    private static Warehouse warehouse;

    @BeforeAll
    static void fill() throws SQLException {
        warehouse = new Warehouse();
        warehouse.run("""
                CREATE TABLE p.d.orders (id INT64 NOT NULL, customer STRING, amount NUMERIC, tags ARRAY<STRING>,
                    address STRUCT<city STRING, zip STRING>, seen TIMESTAMP, share FLOAT64);
                INSERT INTO d.orders VALUES
                    (1, 'ann', 10.5, ['a', 'b'], STRUCT('Bonn', '53111'), TIMESTAMP '2026-01-01 10:00:00', 0.5),
                    (2, 'bob', 20, [], NULL, TIMESTAMP '2026-01-02 10:00:00', NULL),
                    (3, 'ann', NULL, NULL, STRUCT('Ulm', NULL), NULL, 1.5);
                CREATE TABLE `p.d.odd-Näme 1` (id INT64, `left` STRING);
                INSERT INTO `p`.`d`.`odd-Näme 1` (id, `left`) VALUES (1, 'l'), (4, 'm')
                """);
    }

    @AfterAll
    static void close() throws SQLException {
        warehouse.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "SELECT COUNT(*) FROM p.d.orders ~ [[3]]",
                "SELECT COUNT(*) FROM d.orders ~ [[3]]",
                "SELECT COUNT(*) FROM orders ~ [[3]]",
                "SELECT COUNT(*) FROM `p.d.orders` ~ [[3]]",
                "SELECT COUNT(*) FROM `p`.`d`.`orders` ~ [[3]]",
                "SELECT COUNT(*) FROM p.`d.orders` ~ [[3]]",
                "SELECT orders.id FROM `p.d.orders` WHERE orders.id = 1 ~ [[1]]",
                "SELECT `odd-Näme 1`.left FROM `p.d.odd-Näme 1` ORDER BY 1 ~ [[l], [m]]",
                "SELECT o.id, x.left FROM orders o LEFT JOIN `p.d.odd-Näme 1` x USING (id) ORDER BY id ~ [[1, l], [2, NULL], [3, NULL]]",
                "SELECT id, x.id FROM orders o FULL JOIN (SELECT id FROM `p.d.odd-Näme 1`) x USING (id) ORDER BY 1 ~ REFUSED",
                "SELECT o.id, x.id AS y FROM orders o FULL JOIN `p.d.odd-Näme 1` x ON o.id = x.id ORDER BY o.id, y ~ [[NULL, 4], [1, 1], [2, NULL], [3, NULL]]",
                "SELECT o.id, x.id AS y FROM orders o CROSS JOIN `p.d.odd-Näme 1` x ORDER BY 1, 2 LIMIT 3 OFFSET 1 ~ [[1, 4], [2, 1], [2, 4]]",
                "SELECT customer, SUM(amount), COUNT(*), COUNT(amount), AVG(amount) FROM orders GROUP BY customer ORDER BY 1 ~ [[ann, 10.5, 2, 1, 10.5], [bob, 20, 1, 1, 20]]",
                "SELECT customer, COUNTIF(amount > 1) AS k FROM orders GROUP BY 1 HAVING k > 0 ORDER BY 1 ~ [[ann, 1], [bob, 1]]",
                "SELECT COUNT(DISTINCT customer), MIN(id), MAX(share), ANY_VALUE(1), APPROX_COUNT_DISTINCT(customer) FROM orders ~ [[2, 1, 1.5, 1, 2]]",
                "SELECT ARRAY_AGG(id ORDER BY id DESC LIMIT 2), STRING_AGG(customer, '+' ORDER BY id) FROM orders ~ [[[3, 2], ann+bob+ann]]",
                "SELECT ARRAY_AGG(amount IGNORE NULLS ORDER BY id) FROM orders ~ [[[10.5, 20]]]",
                "SELECT LOGICAL_AND(id > 0), LOGICAL_OR(id > 2), BIT_XOR(id) FROM orders ~ [[true, true, 0]]",
                "SELECT SUM(amount), ARRAY_AGG(id), COUNT(*) FROM orders WHERE FALSE ~ [[NULL, [], 0]]",
                "SELECT id FROM orders ORDER BY amount ~ [[3], [1], [2]]",
                "SELECT id FROM orders ORDER BY amount DESC ~ [[2], [1], [3]]",
                "SELECT id FROM orders ORDER BY amount NULLS LAST ~ [[1], [2], [3]]",
                "SELECT 1 AS a UNION ALL SELECT 1 UNION ALL SELECT 2 ORDER BY a ~ [[1], [1], [2]]",
                "SELECT 1 AS a UNION DISTINCT SELECT 1 ~ [[1]]",
                "SELECT id FROM orders EXCEPT DISTINCT SELECT id FROM `p.d.odd-Näme 1` ORDER BY id ~ [[2], [3]]",
                "SELECT id FROM orders INTERSECT DISTINCT SELECT id FROM `p.d.odd-Näme 1` ~ [[1]]",
                "WITH a AS (SELECT id FROM orders), b AS (SELECT id FROM a WHERE id > 1) SELECT a.id, b.id AS z FROM a JOIN b ON a.id = b.id ORDER BY 1 ~ [[2, 2], [3, 3]]",
                "SELECT id, (SELECT MAX(id) FROM orders) AS m FROM orders WHERE id = 1 ~ [[1, 3]]",
                "SELECT id FROM orders o WHERE EXISTS (SELECT 1 FROM `p.d.odd-Näme 1` x WHERE x.id = o.id) ~ [[1]]",
                "SELECT id FROM orders WHERE id NOT IN (SELECT id FROM `p.d.odd-Näme 1`) ORDER BY 1 ~ [[2], [3]]",
                "SELECT id, ARRAY(SELECT UPPER(t) FROM UNNEST(tags) t ORDER BY t DESC) FROM orders ORDER BY id ~ [[1, [B, A]], [2, []], [3, []]]",
                "SELECT id, t, o FROM orders, UNNEST(tags) AS t WITH OFFSET o ORDER BY o ~ [[1, a, 0], [1, b, 1]]",
                "SELECT id, t FROM orders LEFT JOIN UNNEST(tags) AS t ORDER BY id, t ~ [[1, a], [1, b], [2, NULL], [3, NULL]]",
                "SELECT s.a, s.b FROM UNNEST([STRUCT(1 AS a, 'x' AS b), (2, 'y')]) AS s ORDER BY 1 ~ [[1, x], [2, y]]",
                "SELECT id, address.city, address.zip FROM orders ORDER BY id ~ [[1, Bonn, 53111], [2, NULL, NULL], [3, Ulm, NULL]]",
                "SELECT * EXCEPT (tags, address, seen, share, amount) FROM orders ORDER BY id ~ [[1, ann], [2, bob], [3, ann]]",
                "SELECT * REPLACE (id + 1 AS id) FROM (SELECT id, customer FROM orders) ORDER BY id LIMIT 1 ~ [[2, ann]]",
                "SELECT id, ROW_NUMBER() OVER (PARTITION BY customer ORDER BY id DESC) AS rn FROM orders QUALIFY rn = 1 ORDER BY id ~ [[2, 1], [3, 1]]",
                "SELECT id, LAG(id) OVER (ORDER BY id), LEAD(id, 1, 0) OVER (ORDER BY id), RANK() OVER (ORDER BY customer) FROM orders ORDER BY id ~ [[1, NULL, 2, 1], [2, 1, 3, 3], [3, 2, 0, 1]]",
                "SELECT id, SUM(id) OVER (ORDER BY id), SUM(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), SUM(id) OVER () FROM orders ORDER BY id ~ [[1, 1, 1, 6], [2, 3, 3, 6], [3, 6, 5, 6]]",
                "SELECT id, LAST_VALUE(amount IGNORE NULLS) OVER (ORDER BY id) FROM orders ORDER BY id ~ [[1, 10.5], [2, 20], [3, 20]]",
                "SELECT id FROM orders WHERE seen >= TIMESTAMP '2026-01-02' ~ [[2]]",
                "SELECT id FROM orders WHERE DATE(seen) = DATE '2026-01-01' ~ [[1]]",
                "SELECT TO_JSON_STRING(o) FROM (SELECT id, tags, address, seen FROM orders WHERE id = 1) o ~ [[{\"id\":1,\"tags\":[\"a\",\"b\"],\"address\":{\"city\":\"Bonn\",\"zip\":\"53111\"},\"seen\":\"2026-01-01T10:00:00Z\"}]]",
                "SELECT customer FROM orders GROUP BY ALL ORDER BY 1 ~ [[ann], [bob]]",
                "SELECT DISTINCT customer FROM orders ORDER BY customer ~ [[ann], [bob]]",
            })
    void queriesAnswerAsBigQueryDoes(String sql, String expected) {
        String actual;
        try {
            actual = warehouse.run(sql).toString();
        } catch (SqlException refused) {
            actual = "REFUSED";
        }
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void parametersAreTypedConstants() {
        Field text = Field.of("", FieldType.STRING, FieldMode.NULLABLE);
        Field number = Field.of("", FieldType.INT64, FieldMode.NULLABLE);
        assertThat(warehouse.run(
                        "SELECT @name || '!', @ids[OFFSET(1)], @s.x",
                        QueryParameters.named(List.of(
                                new QueryParameter("name", text, "it's"),
                                new QueryParameter("ids", number.withMode(FieldMode.REPEATED), List.of("1", "2")),
                                new QueryParameter(
                                        "s",
                                        Field.struct("", FieldMode.NULLABLE, List.of(number.withName("x"))),
                                        Map.of("x", "7"))))))
                .hasToString("[[it's!, 2, 7]]");
        assertThat(warehouse.run(
                        "SELECT ? + 1, ?",
                        QueryParameters.positional(
                                List.of(new QueryParameter("", number, "41"), new QueryParameter("", text, null)))))
                .hasToString("[[42, NULL]]");
    }

    @Test
    void columnsWithoutNamesAreNumbered() {
        StatementReader reader = Warehouse.translator().read("SELECT 1, 2 AS x, 3", QueryParameters.none());
        TranslatedStatement.Query query = (TranslatedStatement.Query) reader.next(warehouse);
        assertThat(query.output().fields()).extracting(Field::name).containsExactly("f0_", "x", "f1_");
        assertThat(query.kind()).isEqualTo(StatementKind.SELECT);
    }
}
