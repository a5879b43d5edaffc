package dev.landfall.core.table;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.reflect.TypeToken;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A spec as a tree of maps, lists and text, with the field names of the YAML file: the form in which the ledger keeps
 * it and people read it there. Unknown fields are refused by name. Stateless.
 */
public final class TableSpecCodec {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();
    private static final Set<String> FIELDS =
            Set.of("target", "mode", "keys", "order", "partition", "cluster", "format", "csv");

    private TableSpecCodec() {}

    public static Map<String, Object> toMap(TableSpec spec) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("target", spec.target().toString());
        map.put("mode", spec.mode().word());
        map.put("keys", names(spec.keys()));
        map.put("order", names(spec.order()));
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
        FileFormat format = spec.format();
        if (format != null) {
            map.put("format", format.word());
        }
        map.put(
                "csv",
                Map.of(
                        "header", spec.csv().header(),
                        "delimiter", spec.csv().delimiter(),
                        "match", spec.csv().match().name().toLowerCase(Locale.ROOT)));
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
        @Nullable Object format = map.get("format");
        return new TableSpec(
                target,
                LoadMode.ofWord(text(map, "mode")),
                columns(map, "keys"),
                columns(map, "order"),
                partitioning(map.get("partition")),
                columns(map, "cluster"),
                format == null ? null : FileFormat.ofWord(format.toString()),
                csv(map.get("csv")));
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
        return match == null ? options : new CsvOptions(options.header(), options.delimiter(), match(match.toString()));
    }

    private static CsvOptions.Match match(String word) {
        for (CsvOptions.Match match : CsvOptions.Match.values()) {
            if (match.name().equalsIgnoreCase(word)) {
                return match;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is no way to match CSV columns: use position or name");
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
