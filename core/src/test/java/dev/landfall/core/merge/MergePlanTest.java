package dev.landfall.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.landing.Layout;
import dev.landfall.core.ledger.BatchContent;
import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.BatchState;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.sql.AddColumnsStatement;
import dev.landfall.core.sql.AppendStatement;
import dev.landfall.core.sql.CreateTargetStatement;
import dev.landfall.core.sql.MergeStatement;
import dev.landfall.core.sql.Statement;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.FileFormat;
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

class MergePlanTest {
    private static final TableId ORDERS = TableId.of("sales", "orders");
    private static final TableSpec SPEC =
            TableSpec.merge(ORDERS, List.of(new ColumnName("id")), List.of(new ColumnName("updated")));
    private static final Column ID = Column.nullable("id", TypeKind.INT64);
    private static final Column UPDATED = Column.nullable("updated", TypeKind.TIMESTAMP);
    private static final Column SEQ = Column.nullable("seq", TypeKind.INT64);
    private static final Column SYSTEM = Column.nullable("_landfall_sequence", TypeKind.INT64);

    @Test
    void aMissingTargetIsCreatedFromAllBatches() {
        MergePlan plan = decide(
                SPEC,
                Optional.empty(),
                List.of(
                        staged(1, ID, UPDATED, SEQ),
                        staged(2, Column.nullable("ID", TypeKind.NUMERIC), UPDATED, SEQ, text("note"))));
        assertThat(plan.misfits()).isEmpty();
        assertThat(plan.schemaChange())
                .isInstanceOfSatisfying(
                        CreateTargetStatement.class,
                        create -> assertThat(create.columns())
                                .extracting(Column::toString)
                                .containsExactly("id NUMERIC", "updated TIMESTAMP", "note STRING"));
        assertThat(fold(plan))
                .isInstanceOfSatisfying(
                        MergeStatement.class,
                        merge -> assertThat(merge.sources()).hasSize(2));
    }

    @Test
    void newColumnsAndTheSequenceAreAddedToATargetBeforeTheMerge() {
        MergePlan plan = decide(
                SPEC, Optional.of(TableSchema.of(ID, UPDATED)), List.of(staged(1, ID, UPDATED, SEQ, text("note"))));
        assertThat(plan.schemaChange())
                .isInstanceOfSatisfying(
                        AddColumnsStatement.class,
                        add -> assertThat(add.columns())
                                .extracting(Column::toString)
                                .containsExactly("note STRING", "_landfall_sequence INT64"));
        assertThat(decide(SPEC, Optional.of(TableSchema.of(ID, UPDATED, SYSTEM)), List.of(staged(1, ID, UPDATED, SEQ)))
                        .schemaChange())
                .isNull();
    }

    @Test
    void aBatchThatDoesNotFitIsNamedWithItsDifferencesAndItsSiblingsGoOn() {
        StagedBatch good = staged(1, ID, UPDATED, SEQ);
        StagedBatch bad = staged(2, text("id"), SEQ, Column.nullable("_landfall_sequence", TypeKind.INT64));
        MergePlan plan = decide(SPEC, Optional.of(TableSchema.of(ID, UPDATED, SYSTEM)), List.of(bad, good));
        assertThat(plan.misfits()).containsOnlyKeys(bad.batch().id());
        assertThat(plan.misfits().values())
                .singleElement()
                .extracting(ErrorDetail::message, STRING)
                .contains("sales.orders")
                .contains("column id is INT64 in the target and STRING in the files")
                .contains("order column updated is not in the files")
                .contains("_landfall_sequence belongs to Landfall");
        assertThat(fold(plan))
                .isInstanceOfSatisfying(
                        MergeStatement.class,
                        merge -> assertThat(merge.sources()).containsExactly(good.rows()));
    }

    /** The target got its column after the files were loaded, which could not have had one. */
    @Test
    void theSequenceOfTheNamesIsNeverTakenForADataColumnOfThatName() {
        Column own = Column.nullable("Seq", TypeKind.INT64);
        MergePlan plan = decide(
                SPEC, Optional.of(TableSchema.of(ID, UPDATED, own, SYSTEM)), List.of(staged(1, ID, UPDATED, SEQ)));
        assertThat(fold(plan))
                .isInstanceOfSatisfying(
                        MergeStatement.class,
                        merge -> assertThat(merge.sql())
                                .contains("CAST(NULL AS INT64) AS `Seq`", "`seq` AS `_landfall_sequence`"));
        TableSpec ordered = TableSpec.merge(ORDERS, List.of(ID.name()), List.of(SEQ.name()));
        assertThat(decide(ordered, Optional.empty(), List.of(staged(1, ID, SEQ)))
                        .misfits()
                        .values())
                .singleElement()
                .extracting(ErrorDetail::message, STRING)
                .contains("order column seq is not in the files");
    }

    @Test
    void floatKeysAreRefused() {
        MergePlan plan = decide(
                SPEC, Optional.empty(), List.of(staged(1, Column.nullable("id", TypeKind.FLOAT64), UPDATED, SEQ)));
        assertThat(plan.fold()).isNull();
        assertThat(plan.misfits().values())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("key column id is FLOAT64"));
    }

    @Test
    void appendKeepsTheColumnsOfATargetThatIsNotLandfalls() {
        MergePlan plan = decide(TableSpec.append(ORDERS), Optional.of(TableSchema.of(ID)), List.of(staged(1, ID, SEQ)));
        assertThat(plan.schemaChange()).isNull();
        assertThat(fold(plan))
                .isInstanceOfSatisfying(
                        AppendStatement.class,
                        append -> assertThat(append.withSequence()).isFalse());
    }

    private static Statement fold(MergePlan plan) {
        return Objects.requireNonNull(plan.fold()).statement(query -> {
            throw new AssertionError("Nothing needs to be looked up: " + query);
        });
    }

    private static MergePlan decide(TableSpec spec, Optional<TableSchema> target, List<StagedBatch> batches) {
        return MergePlan.decide(
                spec,
                new TargetState(target, Tombstones.of(ORDERS, new DatasetName("staging")), Optional.empty(), null),
                batches);
    }

    private static Column text(String name) {
        return Column.nullable(name, TypeKind.STRING);
    }

    private static StagedBatch staged(int serial, Column... columns) {
        FileId file = FileId.of("landing", "f" + serial, 1);
        BatchId id = BatchId.of(ORDERS, serial, List.of(file));
        BatchRecord batch = new BatchRecord(
                id,
                ORDERS,
                new BatchContent(
                        List.of(file),
                        List.of("gs://landing/f" + serial),
                        new FileEncoding(FileFormat.AVRO, false),
                        new Layout("landing/sales/orders", List.of(new ColumnName("seq"))),
                        null),
                TableId.of("staging", "s" + serial),
                BatchState.MERGING,
                1,
                List.of(),
                1L,
                null,
                false,
                null,
                Map.of(),
                Instant.EPOCH);
        return new StagedBatch(batch, TableSchema.of(columns));
    }
}
