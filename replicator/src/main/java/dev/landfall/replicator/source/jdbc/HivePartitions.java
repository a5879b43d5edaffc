package dev.landfall.replicator.source.jdbc;

import dev.landfall.replicator.delta.SourcePartition;
import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.SourceName;
import dev.landfall.replicator.pipeline.SourceTableName;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What Hive knows of a table's partitions. A fingerprint is the metastore's time of the last write together with the
 * numbers of files, bytes and rows; it may change when only statistics were computed, which costs a needless read.
 */
final class HivePartitions {
    private static final String DEFAULT_PARTITION = "__HIVE_DEFAULT_PARTITION__";
    private static final Set<String> WRITTEN =
            Set.of("transient_lastddltime", "numfiles", "totalsize", "numrows", "last_modified_time");
    private static final Set<String> INTEGERS = Set.of("tinyint", "smallint", "int", "bigint");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,19}");

    private final JdbcSession session;
    private final SourceTableName table;

    HivePartitions(JdbcSession session, SourceTableName table) {
        this.session = session;
        this.table = table;
    }

    private record Line(String first, String second, String third) {}

    /** All partitions as they are now, by name; one without name if the table has none. */
    List<SourcePartition> list() throws SQLException {
        List<Line> whole = described("");
        if (keys(whole).isEmpty()) {
            return List.of(new SourcePartition("", fingerprint(whole)));
        }
        List<String> names = session.query("SHOW PARTITIONS " + Dialect.HIVE.quoted(table), row -> row.getString(1));
        List<SourcePartition> partitions = new ArrayList<>();
        for (String name : names.stream().sorted().toList()) {
            String spec = values(name).entrySet().stream()
                    .map(entry -> Dialect.HIVE.quoted(new SourceName(entry.getKey())) + "=" + text(entry.getValue()))
                    .collect(Collectors.joining(", ", " PARTITION (", ")"));
            partitions.add(new SourcePartition(name, fingerprint(described(spec))));
        }
        return partitions;
    }

    private static String fingerprint(List<Line> described) {
        Map<String, String> written = new TreeMap<>();
        for (Line line : described) {
            String key = line.second().toLowerCase(Locale.ROOT);
            if (WRITTEN.contains(key)) {
                written.put(key, line.third());
            }
        }
        return written.toString();
    }

    /** Partition keys and their types, in order. */
    Map<String, String> keys() throws SQLException {
        return keys(described(""));
    }

    private static Map<String, String> keys(List<Line> described) {
        Map<String, String> keys = new LinkedHashMap<>();
        boolean inside = false;
        for (Line line : described) {
            if (line.first().startsWith("# Partition Information")) {
                inside = true;
            } else if (line.first().startsWith("# Detailed") || line.first().startsWith("# Storage")) {
                inside = false;
            } else if (inside && !line.first().isEmpty() && !line.first().startsWith("#")) {
                keys.put(line.first(), line.second());
            }
        }
        return keys;
    }

    private List<Line> described(String partition) throws SQLException {
        return session.query(
                "DESCRIBE FORMATTED " + Dialect.HIVE.quoted(table) + partition,
                row -> new Line(trimmed(row.getString(1)), trimmed(row.getString(2)), trimmed(row.getString(3))));
    }

    private static String trimmed(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    /** The condition that the rows of this partition fulfil. */
    static String predicate(String name, Map<String, String> keys) {
        return values(name).entrySet().stream()
                .map(entry -> condition(entry.getKey(), entry.getValue(), keys.getOrDefault(entry.getKey(), "string")))
                .collect(Collectors.joining(" AND ", "(", ")"));
    }

    private static String condition(String key, String value, String type) {
        String column = "`src`." + Dialect.HIVE.quoted(new SourceName(key));
        if (value.equals(DEFAULT_PARTITION)) {
            return column + " IS NULL";
        }
        if (INTEGERS.contains(type) && INTEGER.matcher(value).matches()) {
            return column + " = " + value;
        }
        return column + " = " + (type.equals("date") ? "CAST(" + text(value) + " AS DATE)" : text(value));
    }

    /** Names come from the cluster, but they may hold anything: what could end a literal is refused. */
    private static String text(String value) {
        if (value.chars().anyMatch(letter -> letter == '\'' || letter == '\\' || letter < ' ')) {
            throw new IllegalArgumentException("Partition value '" + value
                    + "' has a quote, a backslash or a control character, and cannot be asked for");
        }
        return "'" + value + "'";
    }

    private static Map<String, String> values(String name) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String segment : name.split("/")) {
            int equals = segment.indexOf('=');
            values.put(segment.substring(0, equals), unescaped(segment.substring(equals + 1)));
        }
        return values;
    }

    /** Hive writes letters that a path cannot have as %XX. */
    private static String unescaped(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        byte[] plain = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            boolean escape = bytes[i] == '%'
                    && i + 2 < bytes.length
                    && Character.digit(bytes[i + 1], 16) >= 0
                    && Character.digit(bytes[i + 2], 16) >= 0;
            plain[length++] = escape
                    ? (byte) (Character.digit(bytes[i + 1], 16) * 16 + Character.digit(bytes[i + 2], 16))
                    : bytes[i];
            i += escape ? 2 : 0;
        }
        return new String(plain, 0, length, StandardCharsets.UTF_8);
    }
}
