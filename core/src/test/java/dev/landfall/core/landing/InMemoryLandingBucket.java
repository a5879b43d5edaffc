package dev.landfall.core.landing;

import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The landing bucket as a map: one live version per name, generations that grow. Thread-safe. */
public final class InMemoryLandingBucket implements LandingBucket {
    private static final class Version {
        private final StoredObject object;
        private final byte[] bytes;

        Version(StoredObject object, byte[] bytes) {
            this.object = object;
            this.bytes = bytes;
        }

        StoredObject object() {
            return object;
        }

        Optional<byte[]> head(int count) {
            return Optional.of(Arrays.copyOf(bytes, Math.min(count, bytes.length)));
        }
    }

    private final NavigableMap<String, Version> live = new ConcurrentSkipListMap<>();
    private final AtomicLong generations = new AtomicLong();
    private volatile Runnable afterListing = () -> {};

    /** What happens once when the next listing is made, before its caller has read it. */
    public void afterNextListing(Runnable step) {
        afterListing = step;
    }

    /** Writes an object anew, and answers its generation. */
    public long put(String name, byte[] bytes) {
        return put(name, generations.incrementAndGet(), bytes);
    }

    /** Writes an object under a generation that the test needs to know. */
    public long put(String name, long generation, byte[] bytes) {
        generations.accumulateAndGet(generation, Math::max);
        live.put(
                name,
                new Version(
                        new StoredObject(name, generation, bytes.length, "AAAAAA==", Instant.EPOCH), bytes.clone()));
        return generation;
    }

    /** Writes an object anew at a time that the test needs to know. */
    public long put(String name, byte[] bytes, Instant created) {
        long generation = generations.incrementAndGet();
        live.put(
                name,
                new Version(new StoredObject(name, generation, bytes.length, "AAAAAA==", created), bytes.clone()));
        return generation;
    }

    public void delete(String name) {
        live.remove(name);
    }

    @Override
    public Iterator<StoredObject> list(String prefix) {
        List<StoredObject> found = live.tailMap(prefix, true).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .map(Version::object)
                .toList();
        Runnable step = afterListing;
        afterListing = () -> {};
        step.run();
        return found.iterator();
    }

    @Override
    public Optional<StoredObject> find(String name) {
        return Optional.ofNullable(live.get(name)).map(Version::object);
    }

    @Override
    public Optional<byte[]> head(String name, long generation, int bytes) {
        return Optional.ofNullable(live.get(name))
                .filter(version -> version.object().generation() == generation)
                .flatMap(version -> version.head(bytes));
    }
}
