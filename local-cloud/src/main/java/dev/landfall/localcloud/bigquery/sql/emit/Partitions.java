package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.ZetaSQLType.TypeKind;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnRef;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedLiteral;
import dev.landfall.localcloud.bigquery.sql.Partitioning;
import dev.landfall.localcloud.bigquery.sql.Partitioning.Granularity;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** PARTITION BY and CLUSTER BY. */
final class Partitions {
    private static final Set<String> TRUNCATIONS = Set.of("date_trunc", "timestamp_trunc", "datetime_trunc");

    private Partitions() {}

    static Optional<Partitioning> of(List<ResolvedExpr> expressions) {
        if (expressions.isEmpty()) {
            return Optional.empty();
        }
        if (expressions.size() > 1) {
            throw SqlException.invalid(
                    "Only a single PARTITION BY expression is supported but found " + expressions.size());
        }
        return Optional.of(of(expressions.get(0)));
    }

    private static Partitioning of(ResolvedExpr expression) {
        if (expression instanceof ResolvedColumnRef column && column.getType().getKind() == TypeKind.TYPE_DATE) {
            return byTime(Granularity.DAY, column);
        }
        if (expression instanceof ResolvedFunctionCall call
                && !call.getArgumentList().isEmpty()
                && call.getArgumentList().get(0) instanceof ResolvedColumnRef column) {
            FunctionCall function = FunctionCall.of(
                    call, call.getArgumentList().stream().map(argument -> "").toList());
            if (function.name().equals("date") && function.size() == 1) {
                return byTime(Granularity.DAY, column);
            }
            if (TRUNCATIONS.contains(function.name()) && function.size() == 2) {
                return byTime(granularity(function.part(1)), column);
            }
            if (function.name().equals("range_bucket")) {
                return byRange(call, column);
            }
        }
        throw SqlException.invalid("PARTITION BY expression must be DATE(<timestamp_column>), DATE(<datetime_column>), "
                + "DATETIME_TRUNC(<datetime_column>, DAY/HOUR/MONTH/YEAR), a DATE column, "
                + "TIMESTAMP_TRUNC(<timestamp_column>, DAY/HOUR/MONTH/YEAR), "
                + "DATE_TRUNC(<date_column>, MONTH/YEAR), or "
                + "RANGE_BUCKET(<int64_column>, GENERATE_ARRAY(<int64_value>, <int64_value>[, <int64_value>]))");
    }

    private static Partitioning byTime(Granularity granularity, ResolvedColumnRef column) {
        String name = column.getColumn().getName();
        boolean arrival = name.equalsIgnoreCase("_PARTITIONTIME") || name.equalsIgnoreCase("_PARTITIONDATE");
        return new Partitioning.ByTime(granularity, arrival ? Optional.empty() : Optional.of(name));
    }

    private static Granularity granularity(String part) {
        for (Granularity granularity : Granularity.values()) {
            if (granularity.name().equals(part.toUpperCase(Locale.ROOT))) {
                return granularity;
            }
        }
        throw SqlException.invalid("PARTITION BY supports HOUR, DAY, MONTH and YEAR, not " + part);
    }

    private static Partitioning byRange(ResolvedFunctionCall bucket, ResolvedColumnRef column) {
        List<Long> bounds = new ArrayList<>();
        if (bucket.getArgumentList().get(1) instanceof ResolvedFunctionCall series
                && series.getFunction().getName().equalsIgnoreCase("generate_array")) {
            for (ResolvedExpr bound : series.getArgumentList()) {
                if (bound instanceof ResolvedLiteral literal
                        && literal.getType().getKind() == TypeKind.TYPE_INT64) {
                    bounds.add(literal.getValue().getInt64Value());
                }
            }
            if (bounds.size() == series.getArgumentList().size() && bounds.size() >= 2) {
                return new Partitioning.ByRange(
                        column.getColumn().getName(),
                        bounds.get(0),
                        bounds.get(1),
                        bounds.size() == 3 ? bounds.get(2) : 1);
            }
        }
        throw SqlException.invalid(
                "RANGE_BUCKET in PARTITION BY needs GENERATE_ARRAY(<start>, <end>, <interval>) with constants");
    }

    static List<String> clustering(List<ResolvedExpr> expressions) {
        List<String> names = new ArrayList<>();
        for (ResolvedExpr expression : expressions) {
            if (!(expression instanceof ResolvedColumnRef column)) {
                throw SqlException.invalid("CLUSTER BY expression must be a column");
            }
            names.add(column.getColumn().getName());
        }
        if (names.size() > 4) {
            throw SqlException.invalid("Too many CLUSTER BY columns: " + names.size() + ", the maximum is 4");
        }
        return names;
    }
}
