package dev.landfall.replicator.source.jdbc;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.format.RollingParts;
import dev.landfall.replicator.format.RowColumn;
import dev.landfall.replicator.format.RowSchema;
import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.JdbcConnection;
import dev.landfall.replicator.pipeline.SourceTableName;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads rows of one table into parts; they are encoded while the next ones are fetched. */
final class TableReader {
    private static final int FETCH_ROWS = 1_000;

    private final TableId target;
    private final Dialect dialect;
    private final SourceTableName table;
    private final JdbcSession session;

    TableReader(TableId target, JdbcConnection connection, SourceTableName table, JdbcSession session) {
        this.target = target;
        this.dialect = connection.dialect();
        this.table = table;
        this.session = session;
    }

    List<SourceColumn> columns() throws SQLException {
        try (Statement statement = session.statement();
                ResultSet results = statement.executeQuery(new SourceQueries(dialect, table).shape())) {
            return new SourceColumns(dialect).of(table, results.getMetaData());
        } finally {
            session.release();
        }
    }

    /** @param added columns that the source does not have */
    RowSchema schema(List<SourceColumn> columns, RowColumn... added) {
        // Avro's record names know fewer letters than table names.
        String name = table.table().value();
        return new RowSchema(
                Character.isDigit(name.charAt(0)) ? "_" + name : name,
                Stream.concat(columns.stream().map(SourceColumn::carried), Stream.of(added))
                        .toList());
    }

    /**
     * Adds all rows of the query, which selects exactly {@code columns}; the last part stays open.
     *
     * @param added how many columns the parts have that the source has not; they are NULL
     */
    void copy(
            String query, List<SourceColumn> columns, int added, RollingParts parts, Consumer<@Nullable Object[]> seen)
            throws SQLException, IOException {
        try (BackgroundEncoder encoder = new BackgroundEncoder(parts, target.toString())) {
            rows(query, columns, added, values -> {
                seen.accept(values);
                encoder.write(values);
            });
            encoder.finish();
        }
    }

    /** Reads all rows of the query, which selects exactly {@code columns}. */
    void read(String query, List<SourceColumn> columns, Consumer<@Nullable Object[]> seen)
            throws SQLException, IOException {
        rows(query, columns, 0, seen::accept);
    }

    @FunctionalInterface
    private interface RowTaker {
        void take(@Nullable Object[] values) throws IOException;
    }

    private void rows(String query, List<SourceColumn> columns, int added, RowTaker taker)
            throws SQLException, IOException {
        ColumnReader[] readers =
                columns.stream().map(column -> ColumnReader.of(column, dialect)).toArray(ColumnReader[]::new);
        try (Statement statement = session.statement()) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet results = statement.executeQuery(query)) {
                while (results.next()) {
                    @Nullable Object[] values = new Object[readers.length + added];
                    for (int i = 0; i < readers.length; i++) {
                        values[i] = readers[i].read(results, i + 1);
                    }
                    taker.take(values);
                }
            }
        } finally {
            session.release();
        }
    }
}
