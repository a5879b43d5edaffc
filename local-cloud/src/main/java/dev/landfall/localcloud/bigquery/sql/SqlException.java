package dev.landfall.localcloud.bigquery.sql;

import java.io.Serial;

/** A statement that BigQuery would refuse or that this local cloud does not translate. */
public final class SqlException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The machine-readable reason, by its name in the REST API. */
    public enum Reason {
        INVALID_QUERY("invalidQuery"),
        NOT_FOUND("notFound"),
        NOT_IMPLEMENTED("notImplemented"),
        RESPONSE_TOO_LARGE("responseTooLarge"),
        INTERNAL_ERROR("internalError");

        private final String restName;

        Reason(String restName) {
            this.restName = restName;
        }

        public String restName() {
            return restName;
        }
    }

    private final Reason reason;
    private final String location;

    public SqlException(Reason reason, String message, String location) {
        super(message);
        this.reason = reason;
        this.location = location;
    }

    public static SqlException invalid(String message) {
        return new SqlException(Reason.INVALID_QUERY, message, "query");
    }

    public static SqlException notImplemented(String what) {
        return new SqlException(Reason.NOT_IMPLEMENTED, "The local BigQuery does not implement " + what + ".", "query");
    }

    public Reason reason() {
        return reason;
    }

    /** What the REST error calls location: {@code query}, or a table's id. */
    public String location() {
        return location;
    }
}
