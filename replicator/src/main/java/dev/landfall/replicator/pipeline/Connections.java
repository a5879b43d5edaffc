package dev.landfall.replicator.pipeline;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The connections of a pipeline file by name. */
final class Connections {
    private static final Set<String> ALL_KEYS = Set.of("kind", "url", "user", "password", "drivers", "uri", "conf");
    private static final Set<String> HIVE_KEYS = Set.of("kind", "url", "user", "password", "drivers");
    private static final Set<String> HDFS_KEYS = Set.of("kind", "uri", "conf");
    private static final List<String> KINDS = List.of("hive", "hdfs");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private final Path folder;
    private final Map<String, String> environment;
    private final Map<String, HiveConnection> hive = new LinkedHashMap<>();
    private final Map<String, HdfsConnection> hdfs = new LinkedHashMap<>();

    /** @param folder that relative paths begin at */
    Connections(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    void add(Section all, String name) {
        String what = "connection '" + name + "'";
        Text kind = all.section(name, what, ALL_KEYS).required("kind");
        switch (kind.value()) {
            case "hive" -> hive.put(name, hive(all.section(name, what, HIVE_KEYS), name));
            case "hdfs" -> hdfs.put(name, hdfs(all.section(name, what, HDFS_KEYS), name));
            default ->
                throw kind.problem(
                        "kind '" + kind.value() + "' is not supported" + NearestWord.advice(kind.value(), KINDS));
        }
    }

    private HiveConnection hive(Section section, String name) {
        return new HiveConnection(
                name,
                section.required("url").as(Connections::jdbcUrl),
                section.optional("user").map(Text::value).orElse(null),
                section.optional("password").map(this::secret).orElse(null),
                folder.resolve(section.required("drivers").value()));
    }

    private static String jdbcUrl(String text) {
        if (!text.startsWith("jdbc:")) {
            throw new IllegalArgumentException("'" + text + "' does not begin with jdbc:");
        }
        if (Pattern.compile("(?i)(password|pwd)=").matcher(text).find()) {
            throw new IllegalArgumentException("the URL holds a password: use the key 'password' with ${VARIABLE}");
        }
        return text;
    }

    private Secret secret(Text text) {
        Matcher variable = VARIABLE.matcher(text.value());
        if (!variable.matches()) {
            throw text.problem("'password' names an environment variable, ${NAME}; a secret does not belong here");
        }
        @Nullable String value = environment.get(variable.group(1));
        if (value == null) {
            throw text.problem("'password': the environment variable " + variable.group(1) + " is not set");
        }
        return new Secret(value);
    }

    private HdfsConnection hdfs(Section section, String name) {
        return new HdfsConnection(
                name,
                section.required("uri").as(URI::create),
                section.optional("conf")
                        .map(conf -> folder.resolve(conf.value()))
                        .orElse(null));
    }

    NamedConnections byName() {
        return new NamedConnections(hive, hdfs);
    }

    boolean isHive(Text reference) {
        return hive.containsKey(reference.value());
    }

    HiveConnection hive(Text reference) {
        return found(reference, hive);
    }

    HdfsConnection hdfs(Text reference) {
        return found(reference, hdfs);
    }

    private <T> T found(Text reference, Map<String, T> connections) {
        @Nullable T connection = connections.get(reference.value());
        if (connection == null) {
            throw reference.problem("there is no connection '" + reference.value() + "'"
                    + NearestWord.advice(reference.value(), names()));
        }
        return connection;
    }

    private Collection<String> names() {
        Set<String> names = new TreeSet<>(hive.keySet());
        names.addAll(hdfs.keySet());
        return names;
    }
}
