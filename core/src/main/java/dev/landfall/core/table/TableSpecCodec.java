package dev.landfall.core.table;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.reflect.TypeToken;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A spec as a tree of maps, lists and text, with the field names of the YAML file: the form in which the ledger keeps
 * it and people read it there. Unknown fields are refused by name. Stateless.
 */
public final class TableSpecCodec {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();
    private static final Set<String> FIELDS = Set.of(
            "target",
            "mode",
            "keys",
            "order",
            "deletes",
            "null_keys",
            "schema",
            "merge_budget_bytes",
            "priority",
            "partition",
            "cluster",
            "kms_key",
            "format",
            "csv",
            "commit");
    private static final String BATCH = "batch";
    private static final String INTERACTIVE = "interactive";

    private TableSpecCodec() {}

    public static Map<String, Object> toMap(TableSpec spec) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("target", spec.target().toString());
        map.put("mode", spec.mode().word());
        map.put("keys", names(spec.keys()));
        map.put("order", names(spec.order()));
        MergeRules merge = spec.merge();
        Deletes deletes = merge.deletes();
        if (deletes != null) {
            map.put(
                    "deletes",
                    Map.of(
                            "column", deletes.column().value(),
                            "values", deletes.values().stream().sorted().toList(),
                            "keep", deletes.keep().toString()));
        }
        map.put("null_keys", merge.nullKeys().word());
        map.put("schema", merge.schema().word());
        if (merge.budgetBytes() != null) {
            map.put("merge_budget_bytes", merge.budgetBytes());
        }
        map.put("priority", merge.batchPriority() ? BATCH : INTERACTIVE);
        Partitioning partitioning = spec.partitioning();
        if (partitioning != null) {
            map.put(
                    "partition",
                    Map.of(
                            "column", partitioning.column().value(),
                            "by", partitioning.by().name(),
                            "immutable", partitioning.immutable()));
        }
        map.put("cluster", names(spec.clustering()));
        KmsKey kmsKey = spec.layout().kmsKey();
        if (kmsKey != null) {
            map.put("kms_key", kmsKey.name());
        }
        FileFormat format = spec.files().format();
        if (format != null) {
            map.put("format", format.word());
        }
        CsvOptions csv = spec.files().csv();
        map.put(
                "csv",
                Map.of(
                        "header", csv.header(),
                        "delimiter", csv.delimiter(),
                        "match", csv.match().name().toLowerCase(Locale.ROOT)));
        map.put("commit", spec.files().commit().word());
        return map;
    }

    /** @throws IllegalArgumentException naming the field that is unknown, missing or wrong */
    public static TableSpec fromMap(Map<String, ?> map) {
        for (String field : map.keySet()) {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException(
                        "Unknown field '" + field + "' in the spec of " + map.get("target") + "; known: " + FIELDS);
            }
        }
        TableId target = TableId.parse(text(map, "target"));
        return new TableSpec(
                target,
                LoadMode.ofWord(text(map, "mode")),
                columns(map, "keys"),
                columns(map, "order"),
                merge(map),
                new TargetLayout(
                        partitioning(map.get("partition")),
                        columns(map, "cluster"),
                        optional(map, "kms_key", KmsKey::new)),
                new FileRules(
                        optional(map, "format", FileFormat::ofWord),
                        csv(map.get("csv")),
                        orElse(optional(map, "commit", CommitRule::ofWord), CommitRule.FILE)));
    }

    private static MergeRules merge(Map<String, ?> map) {
        return new MergeRules(
                deletes(map.get("deletes")),
                orElse(optional(map, "null_keys", NullKeys::ofWord), NullKeys.MATCH),
                orElse(optional(map, "schema", SchemaPolicy::ofWord), SchemaPolicy.EVOLVE),
                budget(map.get("merge_budget_bytes")),
                orElse(optional(map, "priority", TableSpecCodec::batchPriority), false));
    }

    private static @Nullable Deletes deletes(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        Map<?, ?> map = map("deletes", value);
        if (!(map.get("values") instanceof List<?> values)) {
            throw new IllegalArgumentException("Field 'values' in 'deletes' lists what means delete, such as [D]");
        }
        @Nullable Object keep = map.get("keep");
        return new Deletes(
                new ColumnName(text(map, "column")),
                values.stream().map(Object::toString).collect(Collectors.toUnmodifiableSet()),
                keep == null ? Deletes.DEFAULT_KEEP : Duration.parse(keep.toString()));
    }

    private static @Nullable Long budget(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof Number number)) {
            throw new IllegalArgumentException("Field 'merge_budget_bytes' is a number, not '" + value + "'");
        }
        return number.longValue();
    }

    private static boolean batchPriority(String word) {
        return switch (word) {
            case BATCH -> true;
            case INTERACTIVE -> false;
            default ->
                throw new IllegalArgumentException(
                        "'" + Printable.of(word) + "' is no priority: use interactive or batch");
        };
    }

    private static <T> @Nullable T optional(Map<String, ?> map, String field, Function<String, T> reader) {
        @Nullable Object value = map.get(field);
        return value == null ? null : reader.apply(value.toString());
    }

    private static <T> T orElse(@Nullable T value, T other) {
        return value == null ? other : value;
    }

    public static String toJson(TableSpec spec) {
        return GSON.toJson(toMap(spec));
    }

    /** @throws IllegalArgumentException naming the field that is unknown, missing or wrong */
    public static TableSpec fromJson(String json) {
        Map<String, Object> map = GSON.fromJson(json, new TypeToken<Map<String, Object>>() {}.getType());
        if (map == null) {
            throw new IllegalArgumentException("A spec is a JSON object, not nothing");
        }
        return fromMap(map);
    }

    private static @Nullable Partitioning partitioning(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        Map<?, ?> map = map("partition", value);
        return new Partitioning(
                new ColumnName(text(map, "column")),
                Partitioning.Granularity.ofWord(text(map, "by")),
                Boolean.TRUE.equals(map.get("immutable")));
    }

    private static CsvOptions csv(@Nullable Object value) {
        if (value == null) {
            return CsvOptions.DEFAULT;
        }
        Map<?, ?> map = map("csv", value);
        @Nullable Object delimiter = map.get("delimiter");
        @Nullable Object match = map.get("match");
        CsvOptions options = new CsvOptions(
                !Boolean.FALSE.equals(map.get("header")),
                delimiter == null ? CsvOptions.DEFAULT.delimiter() : delimiter.toString());
        return match == null
                ? options
                : new CsvOptions(options.header(), options.delimiter(), CsvOptions.Match.ofWord(match.toString()));
    }

    private static List<String> names(List<ColumnName> columns) {
        return columns.stream().map(ColumnName::value).toList();
    }

    private static List<ColumnName> columns(Map<String, ?> map, String field) {
        @Nullable Object value = map.get(field);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException("Field '" + field + "' is a list of columns, not " + value);
        }
        return list.stream().map(name -> new ColumnName(name.toString())).toList();
    }

    private static Map<?, ?> map(String field, Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("Field '" + field + "' holds fields of its own, not " + value);
    }

    private static String text(Map<?, ?> map, String field) {
        @Nullable Object value = map.get(field);
        if (value == null) {
            throw new IllegalArgumentException("Field '" + field + "' is missing in the spec " + map);
        }
        return value.toString();
    }
}
