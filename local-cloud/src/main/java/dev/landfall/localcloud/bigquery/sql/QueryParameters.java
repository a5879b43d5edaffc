package dev.landfall.localcloud.bigquery.sql;

import java.util.List;

/** The parameters of a query: none, {@code @name}s or {@code ?}s. */
public record QueryParameters(Mode mode, List<QueryParameter> values) {
    /** BigQuery's {@code parameterMode}. */
    public enum Mode {
        NONE,
        NAMED,
        POSITIONAL
    }

    public QueryParameters {
        values = List.copyOf(values);
    }

    public static QueryParameters none() {
        return new QueryParameters(Mode.NONE, List.of());
    }

    public static QueryParameters named(List<QueryParameter> values) {
        return new QueryParameters(Mode.NAMED, values);
    }

    public static QueryParameters positional(List<QueryParameter> values) {
        return new QueryParameters(Mode.POSITIONAL, values);
    }
}
