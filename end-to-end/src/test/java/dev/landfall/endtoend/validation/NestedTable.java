package dev.landfall.endtoend.validation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.landfall.migration.validation.canonical.CanonicalText;
import dev.landfall.migration.validation.canonical.CanonicalType;
import dev.landfall.migration.validation.canonical.DigestSum;
import dev.landfall.migration.validation.canonical.RowDigest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Random rows with arrays, maps and structs, as the JSON that Hive and that BigQuery read. */
record NestedTable(List<JsonObject> rows) {
    static final String HIVE_COLUMNS =
            "id bigint, tags array<string>, amounts array<decimal(10,3)>, counts map<string,bigint>,"
                    + " places map<string,struct<city:string,zip:int>>,"
                    + " place struct<z:decimal(5,2),name:string,deep:struct<flag:boolean,born:date>>,"
                    + " items array<struct<a:bigint,b:date,c:string>>, ratios array<double>";

    static final String BIG_QUERY_COLUMNS =
            "id INT64, tags ARRAY<STRING>, amounts ARRAY<NUMERIC>, counts ARRAY<STRUCT<key STRING, value INT64>>,"
                    + " places ARRAY<STRUCT<key STRING, value STRUCT<city STRING, zip INT64>>>,"
                    + " place STRUCT<z NUMERIC, name STRING, deep STRUCT<flag BOOL, born DATE>>,"
                    + " items ARRAY<STRUCT<a INT64, b DATE, c STRING>>, ratios ARRAY<FLOAT64>";

    private static final List<String> MAPS = List.of("counts", "places");
    private static final List<String> TEXTS = List.of("", " ", "a|1:b", "NULL", "äöü", "😀", "x ", "'\"\\");

    static NestedTable random(long seed, int count) {
        Random random = new Random(seed);
        List<JsonObject> rows = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            JsonObject row = new JsonObject();
            row.addProperty("id", id);
            row.add("tags", array(random, () -> text(random)));
            row.add("amounts", array(random, () -> decimal(random, 3)));
            row.add("counts", map(random, () -> new JsonPrimitive(random.nextLong())));
            row.add("places", map(random, () -> object("city", orNull(random, text(random)), "zip", number(random))));
            row.add("place", orNull(random, place(random)));
            row.add(
                    "items",
                    array(
                            random,
                            () -> object(
                                    "a",
                                    number(random),
                                    "b",
                                    orNull(random, day(random)),
                                    "c",
                                    orNull(random, text(random)))));
            row.add("ratios", array(random, () -> new JsonPrimitive(random.nextGaussian())));
            rows.add(row);
        }
        return new NestedTable(rows);
    }

    private static JsonObject place(Random random) {
        JsonObject deep = object(
                "flag",
                orNull(random, new JsonPrimitive(random.nextBoolean())),
                "born",
                orNull(random, day(random)));
        return object(
                "z",
                orNull(random, decimal(random, 2)),
                "name",
                orNull(random, text(random)),
                "deep",
                orNull(random, deep));
    }

    private static JsonObject object(Object... namesAndValues) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.add((String) namesAndValues[i], (JsonElement) namesAndValues[i + 1]);
        }
        return object;
    }

    private static JsonElement orNull(Random random, JsonElement value) {
        return random.nextInt(4) == 0 ? JsonNull.INSTANCE : value;
    }

    private static JsonElement array(Random random, Supplier<JsonElement> element) {
        JsonArray array = new JsonArray();
        for (int size = random.nextInt(4); size > 0; size--) {
            array.add(element.get());
        }
        return orNull(random, array);
    }

    private static JsonElement map(Random random, Supplier<JsonElement> value) {
        JsonObject map = new JsonObject();
        for (int size = random.nextInt(4); size > 0; size--) {
            map.add("k" + random.nextInt(5), value.get());
        }
        return orNull(random, map);
    }

    private static JsonElement text(Random random) {
        return new JsonPrimitive(TEXTS.get(random.nextInt(TEXTS.size())));
    }

    private static JsonElement day(Random random) {
        return new JsonPrimitive(
                LocalDate.of(1990, 1, 1).plusDays(random.nextInt(9_000)).toString());
    }

    private static JsonElement number(Random random) {
        return orNull(random, new JsonPrimitive(random.nextInt()));
    }

    private static JsonElement decimal(Random random, int scale) {
        return new JsonPrimitive(BigDecimal.valueOf(random.nextInt(1_000) - 500, scale));
    }

    /** One JSON object per line; maps are objects. */
    String hiveJson() {
        return rows.stream().map(JsonObject::toString).collect(Collectors.joining("\n"));
    }

    /** The same rows where maps are arrays of keys and values. */
    String bigQueryJson() {
        return rows.stream().map(NestedTable::withEntries).collect(Collectors.joining("\n"));
    }

    private static String withEntries(JsonObject row) {
        JsonObject copy = row.deepCopy();
        for (String map : MAPS) {
            if (copy.get(map).isJsonObject()) {
                JsonArray entries = new JsonArray();
                copy.getAsJsonObject(map)
                        .entrySet()
                        .forEach(entry -> entries.add(
                                object("key", new JsonPrimitive(entry.getKey()), "value", entry.getValue())));
                copy.add(map, entries);
            }
        }
        return copy.toString();
    }

    /** What Java makes of all rows and all their elements. */
    DigestSum digest() {
        DigestSum sum = DigestSum.NONE;
        for (JsonObject row : rows) {
            sum = sum.plus(sum(rowText(row)));
            for (String element : elementTexts(row)) {
                DigestSum digest = sum(element);
                sum = sum.plus(new DigestSum(0, digest.low(), digest.high()));
            }
        }
        return sum;
    }

    private static DigestSum sum(String text) {
        return RowDigest.of(text).sum();
    }

    private static String rowText(JsonObject row) {
        JsonElement place = row.get("place");
        JsonElement deep = field(place, "deep");
        return joined(
                id(row),
                present(place),
                text(CanonicalType.DECIMAL, field(place, "z")),
                text(CanonicalType.TEXT, field(place, "name")),
                present(deep),
                text(CanonicalType.BOOLEAN, field(deep, "flag")),
                text(CanonicalType.DATE, field(deep, "born")));
    }

    private static List<String> elementTexts(JsonObject row) {
        List<String> texts = new ArrayList<>();
        positions(row, "tags", texts, element -> text(CanonicalType.TEXT, element));
        positions(row, "amounts", texts, element -> text(CanonicalType.DECIMAL, element));
        positions(
                row,
                "items",
                texts,
                element -> joined(
                        present(element),
                        text(CanonicalType.INTEGER, field(element, "a")),
                        text(CanonicalType.DATE, field(element, "b")),
                        text(CanonicalType.TEXT, field(element, "c"))));
        positions(row, "ratios", texts, element -> text(CanonicalType.FLOAT, element));
        entries(row, "counts", texts, value -> text(CanonicalType.INTEGER, value));
        entries(
                row,
                "places",
                texts,
                value -> joined(
                        present(value),
                        text(CanonicalType.TEXT, field(value, "city")),
                        text(CanonicalType.INTEGER, field(value, "zip"))));
        return texts;
    }

    /** What one value becomes. */
    @FunctionalInterface
    private interface Rendering {
        String of(JsonElement value);
    }

    private static void positions(JsonObject row, String column, List<String> texts, Rendering rendering) {
        if (row.get(column).isJsonArray()) {
            int position = 0;
            for (JsonElement element : row.getAsJsonArray(column)) {
                texts.add(joined(column, id(row), String.valueOf(position++), rendering.of(element)));
            }
        }
    }

    private static void entries(JsonObject row, String column, List<String> texts, Rendering rendering) {
        if (row.get(column).isJsonObject()) {
            row.getAsJsonObject(column)
                    .entrySet()
                    .forEach(entry -> texts.add(joined(
                            column,
                            id(row),
                            CanonicalText.of(CanonicalType.TEXT, entry.getKey()),
                            rendering.of(entry.getValue()))));
        }
    }

    private static String joined(String... texts) {
        return Arrays.stream(texts).collect(Collectors.joining(CanonicalText.SEPARATOR));
    }

    private static String id(JsonObject row) {
        return row.get("id").getAsString();
    }

    private static String present(JsonElement value) {
        return value.isJsonNull() ? "0" : "1";
    }

    private static JsonElement field(JsonElement struct, String name) {
        return struct.isJsonNull()
                ? JsonNull.INSTANCE
                : struct.getAsJsonObject().get(name);
    }

    private static String text(CanonicalType type, JsonElement value) {
        return CanonicalText.of(type, value.isJsonNull() ? null : javaValue(type, value));
    }

    private static @Nullable Object javaValue(CanonicalType type, JsonElement value) {
        return switch (type) {
            case BOOLEAN -> value.getAsBoolean();
            case INTEGER -> value.getAsLong();
            case DECIMAL -> value.getAsBigDecimal();
            case FLOAT -> value.getAsDouble();
            case DATE -> LocalDate.parse(value.getAsString());
            case TEXT, PADDED_TEXT, BYTES, TIMESTAMP -> value.getAsString();
        };
    }
}
