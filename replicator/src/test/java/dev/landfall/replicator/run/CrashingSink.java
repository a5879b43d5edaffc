package dev.landfall.replicator.run;

import dev.landfall.replicator.upload.NewObject;
import dev.landfall.replicator.upload.ObjectSink;
import dev.landfall.replicator.upload.StoredObject;
import java.io.IOException;
import java.util.Optional;

/** A bucket with crash points around each creation. */
record CrashingSink(ObjectSink sink, CrashPoint crash) implements ObjectSink {

    @Override
    public Optional<StoredObject> createIfAbsent(NewObject object) throws IOException {
        crash.step();
        Optional<StoredObject> created = sink.createIfAbsent(object);
        crash.step();
        return created;
    }

    @Override
    public Optional<StoredObject> find(String name) throws IOException {
        return sink.find(name);
    }

    @Override
    public String uri() {
        return sink.uri();
    }
}
