package dev.landfall.migration.initialload;

import dev.landfall.core.sql.CreateExternalTableStatement;
import dev.landfall.core.sql.CreateTableAsStatement;
import dev.landfall.core.sql.InitialColumn;
import dev.landfall.core.sql.InitialColumn.Reading;
import dev.landfall.core.sql.InitialRows;
import dev.landfall.core.sql.InsertRowsStatement;
import dev.landfall.core.sql.PartitionColumn;
import dev.landfall.core.sql.PartitionRanges;
import dev.landfall.core.sql.Statement;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.ColumnType;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.TypeKind;
import dev.landfall.migration.catalog.HiveFormat;
import dev.landfall.migration.catalog.PlannedColumn;
import dev.landfall.migration.catalog.PlannedTable;
import dev.landfall.migration.catalog.TargetDdl;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements of one load, from plan and state alone: the same load asks for the same. Pure. */
record LoadStatements(LoadOrder order, LoadState state) {
    /** What Hive before 2.0 calls the columns of ORC files. */
    private static final String POSITIONAL = "_col";

    /** The table over the copied files, with their names and partition keys as text. */
    CreateExternalTableStatement overFiles() {
        return new CreateExternalTableStatement(
                order.intermediate(), fileColumns(), folderColumns(), format(), state.folder());
    }

    /** The target as an external table; its partition keys have their types unless Hive's word for NULL is among them. */
    CreateExternalTableStatement external(boolean nullFolders) {
        return new CreateExternalTableStatement(
                order.table().target(),
                kept(order.table().columns()),
                nullFolders ? folderColumns() : kept(order.table().hiveKeys()),
                format(),
                state.folder());
    }

    /** What the files hold: for ORC each column by its name and by its place, of which a file has one. */
    List<Column> fileColumns() {
        List<Column> columns = new ArrayList<>(kept(order.table().columns()));
        if (order.table().format() == HiveFormat.ORC) {
            List<PlannedColumn> planned = order.table().columns();
            for (int i = 0; i < planned.size(); i++) {
                ColumnName name = positional(i);
                if (!planned.get(i).dropped()) {
                    planned.get(i)
                            .column()
                            .ifPresent(column -> columns.add(new Column(name, column.type(), column.mode())));
                }
            }
        }
        return columns;
    }

    /** The partition keys as the folders write them. */
    List<Column> folderColumns() {
        return order.table().hiveKeys().stream()
                .map(key -> new Column(key.target(), ColumnType.of(TypeKind.STRING), ColumnMode.NULLABLE))
                .toList();
    }

    InitialRows rows() {
        PlannedTable table = order.table();
        List<InitialColumn> columns = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            PlannedColumn planned = table.columns().get(i);
            int position = i;
            if (!planned.dropped()) {
                planned.column().ifPresent(column -> columns.add(column(planned, column, position)));
            }
        }
        for (PlannedColumn key : table.hiveKeys()) {
            if (!key.dropped()) {
                key.column().ifPresent(column -> columns.add(InitialColumn.folderName(column, key.target())));
            }
        }
        return new InitialRows(order.intermediate(), columns, state.sequence(), choice());
    }

    private InitialColumn column(PlannedColumn planned, Column column, int position) {
        List<ColumnName> sources = order.table().format() == HiveFormat.ORC
                ? List.of(planned.target(), positional(position))
                : List.of(planned.target());
        return new InitialColumn(
                column,
                sources,
                planned.padded() ? Reading.UNPADDED : Reading.PLAIN,
                order.table().zone());
    }

    /** Where rows are only added, those that the first delta brings are left to it. */
    private InitialRows.Choice choice() {
        ColumnName watermark = order.table().watermark();
        LocalDateTime upper = state.upper();
        InitialRows.@Nullable Before before =
                order.appends() && watermark != null && upper != null ? new InitialRows.Before(watermark, upper) : null;
        return new InitialRows.Choice(order.keys(), order.order(), order.notNull(), before);
    }

    /** The partitioning of the target; empty if it has none. */
    Optional<PartitionColumn> partition() {
        Partitioning partitioning = order.table().layout().partitioning();
        return partitioning == null
                ? Optional.empty()
                : order.table().targetColumns().stream()
                        .filter(column -> column.name().equals(partitioning.column()))
                        .findFirst()
                        .map(column -> PartitionColumn.of(column, partitioning.by()));
    }

    Statement write(LoadState.Write write, boolean nullFolders) {
        return switch (write.kind()) {
            case CREATE_WITH_ROWS -> new CreateTableAsStatement(TargetDdl.of(order.table()), rows());
            case CREATE_EMPTY -> TargetDdl.of(order.table());
            case INSERT -> new InsertRowsStatement(order.table().target(), rows(), within(write));
            case CREATE_EXTERNAL -> external(nullFolders);
        };
    }

    private @Nullable PartitionRanges within(LoadState.Write write) {
        Long from = write.from();
        Long to = write.to();
        if (from == null || to == null) {
            return null;
        }
        PartitionColumn column = partition()
                .orElseThrow(() -> new IllegalStateException("Only a partitioned target is written in parts"));
        return new PartitionRanges(column, List.of(new PartitionRanges.Range(from, column.next(to))), write.withNull());
    }

    private static List<Column> kept(List<PlannedColumn> columns) {
        return columns.stream()
                .filter(column -> !column.dropped())
                .map(PlannedColumn::column)
                .flatMap(Optional::stream)
                .toList();
    }

    private static ColumnName positional(int position) {
        return new ColumnName(POSITIONAL + position);
    }

    private FileFormat format() {
        return order.table()
                .format()
                .files()
                .orElseThrow(() -> new IllegalStateException(
                        "Files of format " + order.table().format().word() + " are not copied"));
    }
}
