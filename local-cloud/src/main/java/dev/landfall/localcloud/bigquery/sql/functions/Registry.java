package dev.landfall.localcloud.bigquery.sql.functions;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/** Makes Java functions callable in one DuckDB instance. A NULL argument makes the result NULL, without a call. */
final class Registry {
    /** The types that cross the border; instants cross as INT64 microseconds, bytes as hexadecimal TEXT. */
    enum Kind {
        TEXT,
        INT64,
        FLOAT64,
        NUMERIC,
        BOOL,
        DATE
    }

    /** A function of non-null arguments; a null result is NULL. */
    @FunctionalInterface
    interface Body {
        @Nullable
        Object apply(Object[] arguments);
    }

    private final Connection duckdb;

    Registry(Connection duckdb) {
        this.duckdb = duckdb;
    }

    void add(String name, Kind result, Body body, Kind... parameters) throws SQLException {
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(name);
            for (Kind parameter : parameters) {
                try (DuckDBLogicalType type = type(parameter)) {
                    builder.withParameter(type);
                }
            }
            try (DuckDBLogicalType type = type(result)) {
                builder.withReturnType(type);
            }
            builder.withVectorizedFunction((chunk, output) -> run(chunk, output, result, body, parameters))
                    .register(duckdb);
        }
    }

    private static DuckDBLogicalType type(Kind kind) throws SQLException {
        return switch (kind) {
            case TEXT -> DuckDBLogicalType.of(DuckDBColumnType.VARCHAR);
            case INT64 -> DuckDBLogicalType.of(DuckDBColumnType.BIGINT);
            case FLOAT64 -> DuckDBLogicalType.of(DuckDBColumnType.DOUBLE);
            case NUMERIC -> DuckDBLogicalType.decimal(38, 9);
            case BOOL -> DuckDBLogicalType.of(DuckDBColumnType.BOOLEAN);
            case DATE -> DuckDBLogicalType.of(DuckDBColumnType.DATE);
        };
    }

    private static void run(
            DuckDBDataChunkReader chunk, DuckDBWritableVector output, Kind result, Body body, Kind... parameters) {
        DuckDBReadableVector[] inputs = new DuckDBReadableVector[parameters.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = chunk.vector(i);
        }
        Object[] arguments = new Object[parameters.length];
        for (long row = 0; row < chunk.rowCount(); row++) {
            boolean complete = true;
            for (int i = 0; i < inputs.length && complete; i++) {
                complete = !inputs[i].isNull(row);
                if (complete) {
                    arguments[i] = read(inputs[i], row, parameters[i]);
                }
            }
            write(output, row, result, complete ? body.apply(arguments) : null);
        }
    }

    private static Object read(DuckDBReadableVector vector, long row, Kind kind) {
        return switch (kind) {
            case TEXT -> vector.getString(row);
            case INT64 -> vector.getLong(row);
            case FLOAT64 -> vector.getDouble(row);
            case NUMERIC -> vector.getBigDecimal(row);
            case BOOL -> vector.getBoolean(row);
            case DATE -> vector.getLocalDate(row);
        };
    }

    private static void write(DuckDBWritableVector vector, long row, Kind kind, @Nullable Object value) {
        if (value == null) {
            vector.setNull(row);
            return;
        }
        switch (kind) {
            case TEXT -> vector.setString(row, (String) value);
            case INT64 -> vector.setLong(row, (Long) value);
            case FLOAT64 -> vector.setDouble(row, (Double) value);
            case NUMERIC -> vector.setBigDecimal(row, (java.math.BigDecimal) value);
            case BOOL -> vector.setBoolean(row, (Boolean) value);
            case DATE -> vector.setDate(row, (LocalDate) value);
        }
    }
}
