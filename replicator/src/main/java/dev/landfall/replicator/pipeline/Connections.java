package dev.landfall.replicator.pipeline;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The connections of a pipeline file by name. */
final class Connections {
    private static final Set<String> HIVE_KEYS = Set.of("kind", "url", "user", "password", "drivers", "kerberos");
    private static final Set<String> JDBC_KEYS =
            Set.of("kind", "url", "user", "password", "drivers", "zone", "dialect", "kerberos");
    private static final Set<String> HDFS_KEYS = Set.of("kind", "uri", "conf", "kerberos");
    private static final Set<String> KERBEROS_KEYS = Set.of("principal", "keytab");
    private static final Set<String> KAFKA_KEYS = Set.of("kind", "bootstrap", "properties");
    private static final Map<String, Set<String>> KEYS =
            Map.of("hive", HIVE_KEYS, "jdbc", JDBC_KEYS, "hdfs", HDFS_KEYS, "kafka", KAFKA_KEYS);
    private static final List<String> KINDS = List.of("hdfs", "hive", "jdbc", "kafka");
    private static final Pattern PASSWORD = Pattern.compile("(?i)(password|pwd)=");

    private final Path folder;
    private final Secrets secrets;
    private final Map<String, JdbcConnection> jdbc = new LinkedHashMap<>();
    private final Map<String, HdfsConnection> hdfs = new LinkedHashMap<>();
    private final Map<String, KafkaConnection> kafka = new LinkedHashMap<>();

    /** @param folder that relative paths begin at */
    Connections(Path folder, Secrets secrets) {
        this.folder = folder;
        this.secrets = secrets;
    }

    void add(Section all, String name) {
        String what = "connection '" + name + "'";
        Text kind = all.section(name, what, Set.of()).required("kind");
        @Nullable Set<String> keys = KEYS.get(kind.value());
        if (keys == null) {
            throw kind.problem(
                    "kind '" + kind.value() + "' is not supported" + NearestWord.advice(kind.value(), KINDS));
        }
        Section section = all.section(name, what, keys);
        switch (kind.value()) {
            case "hdfs" -> hdfs.put(name, hdfs(section, name));
            case "kafka" -> kafka.put(name, kafka(section, name));
            default -> jdbc.put(name, jdbc(section, name, kind.value().equals("hive")));
        }
    }

    private static KafkaConnection kafka(Section section, String name) {
        Map<String, String> properties = new LinkedHashMap<>();
        section.optionalSection("properties", "properties", Set.of())
                .ifPresent(all -> all.keys()
                        .forEach(key -> properties.put(key, all.required(key).value())));
        return new KafkaConnection(name, section.required("bootstrap").value(), properties);
    }

    private JdbcConnection jdbc(Section section, String name, boolean hive) {
        Text url = section.required("url");
        String checked = url.as(Connections::jdbcUrl);
        return new JdbcConnection(
                name,
                hive ? Dialect.HIVE : DialectBlock.read(section, url),
                checked,
                section.optional("user").map(Text::value).orElse(null),
                section.optional("password").map(secrets::read).orElse(null),
                folder.resolve(section.required("drivers").value()),
                section.optional("zone").map(zone -> zone.as(Connections::zone)).orElse(ZoneOffset.UTC),
                kerberos(section));
    }

    private @Nullable KerberosLogin kerberos(Section section) {
        return section.optionalSection("kerberos", "kerberos", KERBEROS_KEYS)
                .map(login -> new KerberosLogin(
                        login.required("principal").value(),
                        folder.resolve(login.required("keytab").value())))
                .orElse(null);
    }

    static String jdbcUrl(String text) {
        if (!text.startsWith("jdbc:")) {
            throw new IllegalArgumentException("'" + text + "' does not begin with jdbc:");
        }
        if (PASSWORD.matcher(text).find()) {
            throw new IllegalArgumentException("the URL holds a password: use the key 'password' with ${VARIABLE}");
        }
        return text;
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not a time zone such as Europe/Berlin or UTC", e);
        }
    }

    private HdfsConnection hdfs(Section section, String name) {
        return new HdfsConnection(
                name,
                section.required("uri").as(URI::create),
                section.optional("conf")
                        .map(conf -> folder.resolve(conf.value()))
                        .orElse(null),
                kerberos(section));
    }

    NamedConnections byName() {
        return new NamedConnections(jdbc, hdfs);
    }

    /** Answers by the kind of the connection that {@code reference} names. */
    <T> T choose(
            Text reference,
            Answer<JdbcConnection, T> ofJdbc,
            Answer<HdfsConnection, T> ofHdfs,
            Answer<KafkaConnection, T> ofKafka) {
        @Nullable JdbcConnection database = jdbc.get(reference.value());
        if (database != null) {
            return ofJdbc.of(database);
        }
        @Nullable HdfsConnection lake = hdfs.get(reference.value());
        if (lake != null) {
            return ofHdfs.of(lake);
        }
        throw reference.problem(
                "there is no connection '" + reference.value() + "'" + NearestWord.advice(reference.value(), names()));
    }

    /** What to make of a connection. */
    @FunctionalInterface
    interface Answer<C, T> {
        T of(C connection);
    }

    /** All databases and their names. */
    Map<String, JdbcConnection> databases() {
        return jdbc;
    }

    private Collection<String> names() {
        Set<String> names = new TreeSet<>(jdbc.keySet());
        names.addAll(hdfs.keySet());
        names.addAll(kafka.keySet());
        return names;
    }
}
