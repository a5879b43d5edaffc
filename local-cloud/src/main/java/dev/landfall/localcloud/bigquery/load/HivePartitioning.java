package dev.landfall.localcloud.bigquery.load;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import dev.landfall.localcloud.http.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code hivePartitioningOptions}: directories {@code key=value} of a file's name become columns.
 *
 * @param prefix the URI up to the first key, with the final slash
 * @param keys declared by mode CUSTOM; in the modes STRINGS and AUTO the names of the files tell
 */
record HivePartitioning(String prefix, List<Field> keys) {
    private static final String NULL_PARTITION = "__HIVE_DEFAULT_PARTITION__";
    private static final int MOST_KEYS = 10;
    private static final Pattern KEY = Pattern.compile("\\{([^:{}]+):([^:{}]+)}");

    private static final Map<FieldType, Pattern> DETECTED = Map.of(
            FieldType.INT64,
            Pattern.compile("[+-]?[0-9]{1,18}"),
            FieldType.DATE,
            Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"),
            FieldType.TIMESTAMP,
            Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[ T][0-9:.]{7,15} ?(Z|UTC|[+-][0-9:]{1,5})?"));

    HivePartitioning {
        keys = List.copyOf(keys);
        if (keys.size() > MOST_KEYS) {
            throw ApiException.invalid("At most " + MOST_KEYS + " hive partition keys are allowed.");
        }
    }

    static Optional<HivePartitioning> parse(@Nullable JsonObject options, List<SourceFile> files) {
        if (options == null) {
            return Optional.empty();
        }
        String mode = options.has("mode") ? options.get("mode").getAsString() : "AUTO";
        if (!options.has("sourceUriPrefix")) {
            throw ApiException.invalid("hivePartitioningOptions need a sourceUriPrefix.");
        }
        String prefix = options.get("sourceUriPrefix").getAsString();
        return Optional.of(
                switch (mode) {
                    case "CUSTOM" -> custom(prefix);
                    case "STRINGS" -> strings(prefix.endsWith("/") ? prefix : prefix + "/", files);
                    case "AUTO" -> detected(strings(prefix.endsWith("/") ? prefix : prefix + "/", files), files);
                    default -> throw ApiException.invalid("Invalid hive partitioning mode: " + mode);
                });
    }

    private static HivePartitioning custom(String template) {
        int brace = template.indexOf('{');
        if (brace < 0) {
            throw ApiException.invalid("The source URI prefix of mode CUSTOM names no keys: " + template);
        }
        List<Field> keys = new ArrayList<>();
        for (String segment : template.substring(brace).split("/")) {
            Matcher key = KEY.matcher(segment);
            if (!key.matches()) {
                throw ApiException.invalid("Invalid partition key " + segment + " in source URI prefix " + template);
            }
            keys.add(Field.of(key.group(1), FieldType.parse(key.group(2)), FieldMode.NULLABLE));
        }
        return new HivePartitioning(template.substring(0, brace), keys);
    }

    private static HivePartitioning strings(String prefix, List<SourceFile> files) {
        List<Field> keys = new ArrayList<>();
        for (String segment : directories(prefix, files.get(0))) {
            int equals = segment.indexOf('=');
            if (equals > 0) {
                keys.add(Field.of(segment.substring(0, equals), FieldType.STRING, FieldMode.NULLABLE));
            }
        }
        return new HivePartitioning(prefix, keys);
    }

    /** Mode AUTO: a key whose values all look like numbers, dates or moments gets that type. */
    private static HivePartitioning detected(HivePartitioning strings, List<SourceFile> files) {
        List<Field> keys = new ArrayList<>();
        for (int i = 0; i < strings.keys.size(); i++) {
            int level = i;
            int start = strings.keys.get(i).name().length() + 1;
            List<String> values = files.stream()
                    .map(file -> directories(strings.prefix, file))
                    .filter(directories ->
                            directories.size() > level && directories.get(level).length() >= start)
                    .map(directories -> directories.get(level).substring(start))
                    .filter(value -> !value.equals(NULL_PARTITION))
                    .toList();
            keys.add(Field.of(strings.keys.get(i).name(), detected(values), FieldMode.NULLABLE));
        }
        return new HivePartitioning(strings.prefix, keys);
    }

    private static FieldType detected(List<String> values) {
        if (values.isEmpty()) {
            return FieldType.STRING;
        }
        for (Map.Entry<FieldType, Pattern> type : DETECTED.entrySet()) {
            if (values.stream().allMatch(value -> type.getValue().matcher(value).matches())) {
                return type.getKey();
            }
        }
        return FieldType.STRING;
    }

    /**
     * The keys of one file as columns of constants.
     *
     * @throws ApiException invalid if the file's name does not have the keys, in this order
     */
    List<SourceColumn> columns(SourceFile file) {
        List<String> directories = directories(prefix, file);
        List<SourceColumn> columns = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Field key = keys.get(i);
            String start = key.name() + "=";
            if (i >= directories.size() || !directories.get(i).startsWith(start)) {
                throw new ApiException(
                        400,
                        "invalid",
                        "Incompatible partition schemas. Expected key " + key.name() + " at level " + (i + 1)
                                + " below " + prefix + ". File: " + file.uri(),
                        file.uri());
            }
            String value = directories.get(i).substring(start.length());
            String sql = value.equals(NULL_PARTITION)
                    ? "CAST(NULL AS " + DuckDbNames.type(key) + ")"
                    : TextValue.sql(DuckDbNames.text(value), key, key.name());
            columns.add(new SourceColumn(key, sql));
        }
        return columns;
    }

    private static List<String> directories(String prefix, SourceFile file) {
        if (!file.uri().startsWith(prefix)) {
            throw new ApiException(
                    400,
                    "invalid",
                    "Source URI " + file.uri() + " does not begin with the source URI prefix " + prefix,
                    file.uri());
        }
        List<String> segments = List.of(file.uri().substring(prefix.length()).split("/"));
        return segments.subList(0, segments.size() - 1);
    }
}
