package dev.landfall.replicator.pipeline;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How one kind of database writes what the replicator asks. Hive's was tried on Hive 4.0, PostgreSQL's on PostgreSQL;
 * {@code docs/replicator.md} says which others were not.
 *
 * @param name as the pipeline file writes it
 * @param openQuote before an identifier
 * @param closeQuote after an identifier
 * @param clock query that answers the server's clock as text, {@code yyyy-MM-dd HH:mm:ss[.fraction]}
 * @param clockIsUtc whether the clock answers in UTC; else it answers the wall clock that its rows are stamped with
 * @param timestamp literal of a time without zone; {@code %s} stands for {@code yyyy-MM-dd HH:mm:ss.SSSSSS}
 * @param zonedTimestamp literal of a time with zone, its {@code %s} in UTC; empty if columns have none
 * @param timesAsText expression that makes text of a time, {@code %s} being the column; empty where the driver gives
 *     {@link LocalDateTime} itself, which no time zone of this machine can touch
 * @param noRows ends a query that answers columns and no row
 * @param transactions whether a query only streams inside a transaction
 */
public record Dialect(
        String name,
        String openQuote,
        String closeQuote,
        String clock,
        boolean clockIsUtc,
        String timestamp,
        String zonedTimestamp,
        String timesAsText,
        String noRows,
        boolean transactions) {

    public static final Dialect HIVE = new Dialect(
            "hive",
            "`",
            "`",
            "SELECT CAST(CAST(current_timestamp AS TIMESTAMP) AS STRING)",
            false,
            "CAST('%s' AS TIMESTAMP)",
            "",
            "CAST(%s AS STRING)",
            "LIMIT 0",
            false);

    public static final Dialect POSTGRESQL = standard(
            "postgresql",
            "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
            true,
            "TIMESTAMPTZ '%s+00'");

    public static final Dialect MYSQL = new Dialect(
            "mysql",
            "`",
            "`",
            "SELECT CAST(UTC_TIMESTAMP(6) AS CHAR)",
            true,
            "TIMESTAMP '%s'",
            "",
            "",
            "LIMIT 0",
            true);

    public static final Dialect ORACLE = standard(
            "oracle",
            "SELECT TO_CHAR(SYS_EXTRACT_UTC(SYSTIMESTAMP), 'YYYY-MM-DD HH24:MI:SS.FF6') FROM DUAL",
            true,
            "TIMESTAMP '%s +00:00'");

    public static final Dialect NETEZZA =
            standard("netezza", "SELECT CAST(CURRENT_TIMESTAMP AS VARCHAR(26))", false, "");

    public static final Dialect TERADATA = standard(
            "teradata",
            "SELECT CAST(CAST(CURRENT_TIMESTAMP(6) AT 0 AS TIMESTAMP(6)) AS CHAR(26))",
            true,
            "TIMESTAMP '%s+00:00'");

    public static final Dialect SQLSERVER = new Dialect(
            "sqlserver",
            "[",
            "]",
            "SELECT CONVERT(varchar(26), SYSUTCDATETIME(), 121)",
            true,
            "CAST('%s' AS datetime2(6))",
            "CAST('%s+00:00' AS datetimeoffset(6))",
            "",
            "WHERE 1 = 0",
            true);

    /** All that have a name of their own. */
    public static final List<Dialect> KNOWN = List.of(HIVE, POSTGRESQL, MYSQL, ORACLE, NETEZZA, TERADATA, SQLSERVER);

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private static Dialect standard(String name, String clock, boolean clockIsUtc, String zonedTimestamp) {
        return new Dialect(
                name, "\"", "\"", clock, clockIsUtc, "TIMESTAMP '%s'", zonedTimestamp, "", "WHERE 1 = 0", true);
    }

    /** @throws IllegalArgumentException if there is none of this name */
    public static Dialect ofName(String name) {
        return KNOWN.stream()
                .filter(dialect -> dialect.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is not a dialect"
                        + NearestWord.advice(
                                name, KNOWN.stream().map(Dialect::name).toList())));
    }

    /** The dialect that a JDBC URL speaks of: {@code jdbc:postgresql://...}. */
    public static Optional<Dialect> ofUrl(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.startsWith("jdbc:hive2:") || lower.startsWith("jdbc:impala:")) {
            return Optional.of(HIVE);
        }
        if (lower.startsWith("jdbc:mariadb:")) {
            return Optional.of(MYSQL);
        }
        return KNOWN.stream()
                .filter(dialect -> lower.startsWith("jdbc:" + dialect.name() + ":"))
                .findFirst();
    }

    /** An identifier in quotes; {@link SourceName} keeps quotes out of it. */
    public String quoted(SourceName identifier) {
        return openQuote + identifier + closeQuote;
    }

    /** {@code "schema"."table"}. */
    public String quoted(SourceTableName table) {
        return quoted(table.schema()) + "." + quoted(table.table());
    }

    /** A literal; {@code zoned} if it is compared with a column that has a zone. */
    public String literal(LocalDateTime value, boolean zoned) {
        return (zoned ? zonedTimestamp : timestamp).formatted(MICROS.format(value));
    }

    /** Whether times are read as text. */
    public boolean readsTimesAsText() {
        return !timesAsText.isEmpty();
    }
}
