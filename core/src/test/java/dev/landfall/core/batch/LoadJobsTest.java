package dev.landfall.core.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.landing.Layout;
import dev.landfall.core.ledger.BatchContent;
import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.BatchState;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.ColumnType;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.MergeRules;
import dev.landfall.core.table.NullKeys;
import dev.landfall.core.table.SchemaPolicy;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.table.TypeKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LoadJobsTest {
    private static final TableId ORDERS = TableId.of("sales", "orders");
    private static final TableSpec SPEC = TableSpec.append(ORDERS);
    private static final Column AMOUNT =
            new Column(new ColumnName("amount"), ColumnType.of(TypeKind.INT64), ColumnMode.REQUIRED);

    /** An Avro file relaxes the column, whenever it comes; so a text file may not fail for having come before it. */
    @Test
    void whatATextFileMayHoldDoesNotDependOnNotNullUnlessTheSchemaIsFrozen() {
        assertThat(mode(SPEC)).isEqualTo(ColumnMode.NULLABLE);
        assertThat(mode(SPEC.withMerge(new MergeRules(null, NullKeys.MATCH, SchemaPolicy.FREEZE, null, false))))
                .isEqualTo(ColumnMode.REQUIRED);
    }

    private static ColumnMode mode(TableSpec spec) {
        String uri = "gs://landing/landing/sales/orders/a.csv";
        BatchRecord batch = new BatchRecord(
                BatchId.of(ORDERS, 1, List.of()),
                ORDERS,
                new BatchContent(
                        List.of(FileId.of("landing", "landing/sales/orders/a.csv", 1)),
                        List.of(uri),
                        new FileEncoding(FileFormat.CSV, false),
                        new Layout("landing/sales/orders", List.of()),
                        1L),
                TableId.of("staging", "sales__orders__1"),
                BatchState.LOADING,
                1,
                List.of("job"),
                null,
                null,
                false,
                null,
                Map.of(),
                Instant.EPOCH);
        TableSchema target = new TableSchema(List.of(AMOUNT));
        return Objects.requireNonNull(
                        LoadJobs.of(batch, spec, Optional.of(target)).schema())
                .columns()
                .get(0)
                .mode();
    }
}
