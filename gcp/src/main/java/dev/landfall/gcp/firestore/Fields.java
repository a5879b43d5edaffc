package dev.landfall.gcp.firestore;

import com.google.cloud.Timestamp;
import dev.landfall.core.failure.ErrorDetail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one document, or of one map in it, read by name and type.
 *
 * @param place names the document in messages
 */
record Fields(String place, Map<String, Object> values) {
    String text(String name) {
        return value(name).toString();
    }

    @Nullable
    String textOrNull(String name) {
        @Nullable Object value = values.get(name);
        return value == null ? null : value.toString();
    }

    long number(String name) {
        return ((Number) value(name)).longValue();
    }

    @Nullable
    Long numberOrNull(String name) {
        @Nullable Object value = values.get(name);
        return value == null ? null : Long.valueOf(((Number) value).longValue());
    }

    /** For a count that older documents do not have. */
    long numberOrZero(String name) {
        @Nullable Long number = numberOrNull(name);
        return number == null ? 0 : number;
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    @Nullable
    Instant time(String name) {
        @Nullable Object value = values.get(name);
        return value == null ? null : instant((Timestamp) value);
    }

    List<String> texts(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    /** A map in this document; empty if it is not there. */
    Fields map(String name) {
        Map<String, Object> inner = new LinkedHashMap<>();
        if (values.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> inner.put(String.valueOf(key), value));
        }
        return new Fields(place + "." + name, inner);
    }

    /** A list of maps; empty if it is not there. */
    List<Fields> maps(String name) {
        List<Fields> maps = new ArrayList<>();
        if (values.get(name) instanceof List<?> list) {
            list.forEach(map -> maps.add(new Fields(place, Map.of("map", map)).map("map")));
        }
        return maps;
    }

    @Nullable
    ErrorDetail error() {
        return error("error");
    }

    @Nullable
    ErrorDetail error(String name) {
        if (!has(name)) {
            return null;
        }
        Fields error = map(name);
        return new ErrorDetail(error.text("reason"), error.text("message"), error.text("advice"));
    }

    static @Nullable Map<String, Object> error(@Nullable ErrorDetail error) {
        return error == null
                ? null
                : Map.of("reason", error.reason(), "message", error.message(), "advice", error.advice());
    }

    /** The times of a state machine, {@code landed}, {@code loading}... */
    <S extends Enum<S>> Map<S, Instant> times(String name, Function<String, S> state) {
        Map<S, Instant> times = new HashMap<>();
        map(name)
                .values()
                .forEach((key, value) ->
                        times.put(state.apply(key.toUpperCase(Locale.ROOT)), instant((Timestamp) value)));
        return times;
    }

    static <S extends Enum<S>> Map<String, Object> times(Map<S, Instant> times) {
        Map<String, Object> values = new LinkedHashMap<>();
        times.forEach((state, time) -> values.put(state.name().toLowerCase(Locale.ROOT), timestamp(time)));
        return values;
    }

    static Timestamp timestamp(Instant time) {
        return Timestamp.ofTimeSecondsAndNanos(time.getEpochSecond(), time.getNano());
    }

    private static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    private Object value(String name) {
        @Nullable Object value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("Field " + name + " is missing in ledger document " + place);
        }
        return value;
    }
}
