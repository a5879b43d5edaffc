package dev.landfall.localcloud.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What named things should hold: the acknowledged value of each, and of one of them perhaps the value in doubt. */
final class Expectation {
    private record Doubt(String name, Optional<String> value) {}

    @FunctionalInterface
    interface Call {
        void run() throws Exception;
    }

    private final Map<String, String> acknowledged = new HashMap<>();
    private final Set<String> everNamed = new HashSet<>();
    private @Nullable Doubt doubt;
    /** Also read while the writer is at work. */
    private final AtomicInteger count = new AtomicInteger();

    /** @param value what the call sets it to; empty if it deletes it */
    void during(String name, Optional<String> value, Call call) throws Exception {
        doubt = new Doubt(name, value);
        everNamed.add(name);
        call.run();
        accept(name, value);
        doubt = null;
        count.incrementAndGet();
    }

    Set<String> present() {
        return acknowledged.keySet();
    }

    Set<String> everNamed() {
        return everNamed;
    }

    int count() {
        return count.get();
    }

    /** @param actual what is there after the restart; empty if nothing is */
    void check(String name, Optional<String> actual) {
        Set<Optional<String>> allowed = new HashSet<>();
        allowed.add(Optional.ofNullable(acknowledged.get(name)));
        if (doubt != null && doubt.name().equals(name)) {
            allowed.add(doubt.value());
        }
        assertThat(allowed).as(name).contains(actual);
        accept(name, actual);
    }

    void settled() {
        doubt = null;
    }

    private void accept(String name, Optional<String> value) {
        value.ifPresentOrElse(present -> acknowledged.put(name, present), () -> acknowledged.remove(name));
    }
}
