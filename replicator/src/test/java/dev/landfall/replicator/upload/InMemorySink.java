package dev.landfall.replicator.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A write-once bucket in memory. */
public final class InMemorySink implements ObjectSink {
    private final Map<String, StoredObject> objects = new TreeMap<>();
    private final Map<String, byte[]> contents = new TreeMap<>();
    private final List<String> creations = new ArrayList<>();
    private long generation = 1;

    @Override
    public synchronized Optional<StoredObject> createIfAbsent(NewObject object) throws IOException {
        if (objects.containsKey(object.name())) {
            return Optional.empty();
        }
        StoredObject stored =
                new StoredObject(object.name(), generation++, object.size(), object.crc32c(), object.metadata());
        objects.put(object.name(), stored);
        contents.put(object.name(), Files.readAllBytes(object.content()));
        creations.add(object.name());
        return Optional.of(stored);
    }

    @Override
    public synchronized Optional<StoredObject> find(String name) {
        return Optional.ofNullable(objects.get(name));
    }

    @Override
    public String uri() {
        return "gs://memory";
    }

    public synchronized List<String> names() {
        return List.copyOf(objects.keySet());
    }

    public synchronized byte[] content(String name) {
        return Objects.requireNonNull(contents.get(name), name).clone();
    }
}
