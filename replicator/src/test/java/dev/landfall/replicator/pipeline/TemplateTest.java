package dev.landfall.replicator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.LoadMode;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.TableCatalog.CatalogEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates: one block for many tables. */
final class TemplateTest {
    private static final String HEAD = """
            version: 1
            landing: gs://landfall-landing
            state: ./state
            connections:
              warehouse: { kind: hive, url: "jdbc:hive2://h:10000/default", drivers: ./drivers }
              lake: { kind: hdfs, uri: "hdfs://n:8020" }
            """;

    private static final String WHOLE = HEAD + """
            tables:
              - target: special.orders
                source: { connection: warehouse, table: sales.orders, watermark: { column: changed } }
                mode: append
            templates:
              - target: "lake_{schema}.{table}"
                source:
                  connection: warehouse
                  tables: ["sales.*", hr.people]
                  exclude: ["*.*_tmp", "sales.audit"]
                  watermark: { column: updated_at, overlap: PT10M }
                mode: merge
                keys: [id]
                order: [updated_at]
                except:
                  sales.items:
                    keys: [order_id, line]
                    source: { watermark: { overlap: PT1H } }
            """;

    private final List<CatalogEntry> catalog = new ArrayList<>(List.of(
            new CatalogEntry("sales", "items"),
            new CatalogEntry("sales", "orders"),
            new CatalogEntry("sales", "audit"),
            new CatalogEntry("sales", "items_tmp"),
            new CatalogEntry("hr", "salaries"),
            new CatalogEntry("hr", "people")));

    @Test
    void aPatternTakesWhatTheCatalogHasLessWhatIsExcludedOrDeclared() {
        assertThat(targets(parse(WHOLE))).containsExactly("special.orders", "lake_sales.items", "lake_hr.people");
    }

    @Test
    void aNewTableIsPickedUpByItself() {
        catalog.add(new CatalogEntry("sales", "returns"));

        assertThat(targets(parse(WHOLE))).contains("lake_sales.returns");
    }

    @Test
    void oneTableMayDiffer() {
        List<PipelineTable> tables = parse(WHOLE).tables();

        PipelineTable items = tables.get(1);
        assertThat(items.spec().keys()).containsExactly(new ColumnName("order_id"), new ColumnName("line"));
        assertThat(items.spec().mode()).isEqualTo(LoadMode.MERGE);
        JdbcSourceConfig source = (JdbcSourceConfig) items.source();
        assertThat(source.watermark()).isEqualTo(new SourceName("updated_at"));
        assertThat(source.windows().overlap()).isEqualTo(Duration.ofHours(1));
        JdbcSourceConfig people = (JdbcSourceConfig) tables.get(2).source();
        assertThat(people.table()).isEqualTo(SourceTableName.parse("hr.people"));
        assertThat(people.windows().overlap()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aListOfDirectoriesIsATemplateToo() {
        Pipeline pipeline = parse(HEAD + """
                templates:
                  - target: "{schema}.{table}"
                    source: { connection: lake, tables: [raw.a, raw.b], directory: "/staging/{table}", format: avro }
                    mode: append
                """);

        assertThat(pipeline.tables())
                .extracting(table -> ((HdfsSourceConfig) table.source()).directory())
                .containsExactly("/staging/a", "/staging/b");
    }

    @Test
    void aTableWhoseNameCannotBeReadIsLeftOutAndNamed() {
        catalog.add(new CatalogEntry("sales", "odd name"));
        Pipeline pipeline = parse(WHOLE);

        assertThat(targets(pipeline)).hasSize(3);
        assertThat(pipeline.leftOut())
                .singleElement()
                .asString()
                .contains("Table sales.odd name of connection warehouse is left out", "exclude it");
    }

    @Test
    void withoutACatalogPatternsAreRefusedAndListsAreNot() {
        PipelineParser alone = new PipelineParser(Map.of());
        String list = WHOLE.replace("\"sales.*\", ", "").replaceAll("(?s)    except:.*", "");

        assertThat(targets(alone.parse("p.yaml", list, Path.of("/")))).contains("lake_hr.people");
        assertThatThrownBy(() -> alone.parse("p.yaml", WHOLE, Path.of("/")))
                .isInstanceOf(ReplicationException.class)
                .hasMessageContaining("connection warehouse");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tables: [\"sales.*\", hr.people] | tables: [sales] | 15: 'tables': 'sales' names no tables: write schema.table",
                "tables: [\"sales.*\", hr.people] | table: x | 15: unknown key 'table' in a source; did you mean 'tables'?",
                "keys: [order_id, line] | kees: [order_id] | 23: unknown key 'kees' in a table; did you mean 'keys'?",
                "{schema}.{table} | {schema}_{table} | 12: 'target': 'lake_sales_items' does not name a table",
                "lake_{schema}.{table} | lake.{schema} | 12: target lake.sales is also on line 12",
                "order: [updated_at] | ordre: [updated_at] | 20: unknown key 'ordre' in a template; did you mean 'order'?",
                "connection: warehouse, table: | connection: lake, table: | 9: ",
            })
    void wrongThingsAreNamedWithTheirLine(String right, String wrong, String problem) {
        catalog.add(new CatalogEntry("sales", "returns"));

        assertThatThrownBy(() -> parse(WHOLE.replace(right, wrong))).hasMessageContaining("pipeline.yaml:" + problem);
    }

    @Test
    void anExceptionForATableThatIsNotThereIsASlip() {
        assertThatThrownBy(() -> parse(WHOLE.replace("\"sales.*\"", "sales.item")))
                .hasMessageContaining("'sales.items' in 'except' is none of the template's tables")
                .hasMessageContaining("did you mean 'sales.item'?");
    }

    @Test
    void patternsKnowNoCaseAndNoDot() {
        TablePattern pattern = TablePattern.parse("Sales_?.fact_*");

        assertThat(pattern.matches(new CatalogEntry("sales_1", "FACT_ORDERS"))).isTrue();
        assertThat(pattern.matches(new CatalogEntry("sales_", "fact_orders"))).isFalse();
        assertThat(pattern.matches(new CatalogEntry("sales_1", "dim_orders"))).isFalse();
    }

    private static List<String> targets(Pipeline pipeline) {
        return pipeline.tables().stream()
                .map(table -> table.spec().target().toString())
                .toList();
    }

    private Pipeline parse(String text) {
        return new PipelineParser(Map.of())
                .withCatalog(connection -> catalog)
                .parse("pipeline.yaml", text, Path.of("/etc/landfall"));
    }
}
