package dev.landfall.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.table.TypeKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecCheckTest {
    private static final TableSpec SPEC = TableSpec.merge(
                    TableId.of("sales", "orders"), List.of(new ColumnName("id")), List.of(new ColumnName("version")))
            .withPartitioning(new Partitioning(new ColumnName("day"), Partitioning.Granularity.DAY, true));

    @Test
    void aKeyThatCannotBeToldEqualIsRefusedBeforeAnyFileComes() {
        assertThat(SpecCheck.problems(
                        SPEC,
                        TableSchema.of(
                                Column.nullable("id", TypeKind.FLOAT64),
                                Column.nullable("version", TypeKind.JSON),
                                Column.nullable("day", TypeKind.INT64))))
                .satisfiesExactly(
                        key -> assertThat(key)
                                .startsWith("Column id of sales.orders is FLOAT64")
                                .contains("another key"),
                        order -> assertThat(order).contains("version").contains("another order column"),
                        partition -> assertThat(partition).contains("day").contains("no DATE"));
    }

    @Test
    void whatTheTargetDoesNotHaveYetIsNoProblem() {
        assertThat(SpecCheck.problems(SPEC, TableSchema.of(Column.nullable("id", TypeKind.STRING))))
                .isEmpty();
    }
}
