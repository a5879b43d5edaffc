package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.Document;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The documents directly in one collection, in the order of their names. Many readers, one writer at a time. */
final class DocumentCollection {
    private final ConcurrentNavigableMap<ResourcePath, Version> versions = new ConcurrentSkipListMap<>();
    private volatile long changedMicros;

    @Nullable
    Document get(ResourcePath name, long atMicros) {
        Version newest = versions.get(name);
        return newest == null ? null : newest.at(atMicros);
    }

    /** Those that existed at a time, in the order of names. */
    Stream<StoredDocument> documents(long atMicros) {
        return versions.entrySet().stream().mapMulti((entry, found) -> {
            Document document = entry.getValue().at(atMicros);
            if (document != null) {
                found.accept(new StoredDocument(entry.getKey(), document));
            }
        });
    }

    boolean isEmpty(long atMicros) {
        return documents(atMicros).findAny().isEmpty();
    }

    boolean changedAfter(long micros) {
        return changedMicros > micros;
    }

    boolean changedAfter(ResourcePath name, long micros) {
        Version newest = versions.get(name);
        return newest != null && newest.commitMicros() > micros;
    }

    Version append(ResourcePath name, long commitMicros, @Nullable Document document) {
        Version version = new Version(commitMicros, document, versions.get(name));
        versions.put(name, version);
        changedMicros = commitMicros;
        return version;
    }

    /** Drops what only readers before {@code version} could see, and the version itself if it is a last deletion. */
    void forgetBefore(ResourcePath name, Version version) {
        version.forgetOlder();
        if (version.isDeletion()) {
            versions.remove(name, version);
        }
    }
}
