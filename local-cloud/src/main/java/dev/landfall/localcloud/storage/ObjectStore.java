package dev.landfall.localcloud.storage;

import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.journal.FileJournal;
import dev.landfall.localcloud.journal.Journal;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Buckets and the live generation of their objects; bytes on the local disk, everything else in memory. Strongly
 * consistent, as Cloud Storage is: what a call has answered, every later call sees. Errors are {@link ApiException}s.
 * Thread-safe.
 */
public final class ObjectStore implements ObjectCatalog, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ObjectStore.class.getName());

    private final NavigableMap<String, BucketObjects> buckets = new ConcurrentSkipListMap<>();
    private final List<ObjectListener> listeners = new CopyOnWriteArrayList<>();
    private final Clock clock;
    private final Generations generations;
    private final ContentFolder contents;
    private final ObjectJournal journal;
    private final WriteRate rate = new WriteRate();
    private final Closeable file;
    /** What an earlier run could not tell everybody. */
    private final Queue<StoredObject> untold = new ConcurrentLinkedQueue<>();

    private ObjectStore(Clock clock, ContentFolder contents, ObjectJournal journal, Closeable file) {
        this.clock = clock;
        this.generations = new Generations(clock);
        this.contents = contents;
        this.journal = journal;
        this.file = file;
    }

    /**
     * One that forgets everything when it is closed.
     *
     * @param parent the folder to keep the objects' bytes under; empty for the system's temporary folder
     */
    public static ObjectStore open(Clock clock, Optional<Path> parent) throws IOException {
        return new ObjectStore(clock, ContentFolder.open(parent), new ObjectJournal(Journal.NONE), () -> {});
    }

    /**
     * One that finds again what it held.
     *
     * @param folder of this store alone
     */
    public static ObjectStore keep(Clock clock, Path folder) throws IOException {
        Path contents = folder.resolve("contents");
        Files.createDirectories(contents);
        KeptObjects kept = new KeptObjects(contents);
        FileJournal file = FileJournal.open(folder.resolve("objects.journal"), kept::replay, kept::writeTo);
        Set<Path> wanted = kept.buckets().stream()
                .flatMap(bucket -> kept.objects(bucket).stream())
                .map(StoredObject::content)
                .collect(Collectors.toSet());
        ObjectStore store = new ObjectStore(clock, ContentFolder.keep(contents, wanted), new ObjectJournal(file), file);
        store.restore(kept);
        return store;
    }

    private void restore(KeptObjects kept) {
        generations.startAfter(kept.lastGeneration());
        untold.addAll(kept.untold());
        for (Bucket bucket : kept.buckets()) {
            BucketObjects objects = new BucketObjects(bucket, journal, rate);
            kept.objects(bucket).forEach(objects::restore);
            buckets.put(bucket.name(), objects);
        }
    }

    /** From now on an object takes one write a second, as Cloud Storage's does; more are refused with 429. */
    public void limitWrites(Clock time) {
        rate.limit(time);
    }

    public void onFinalize(ObjectListener listener) {
        listeners.add(listener);
    }

    /** Tells the listeners of the generations of which an earlier run could not tell everybody. */
    public void tellUntold() {
        for (StoredObject object = untold.poll(); object != null; object = untold.poll()) {
            tell(object);
        }
    }

    /** Everybody has been told of this generation: a restart need not tell it again. */
    public void told(StoredObject object) {
        try {
            journal.told(object);
        } catch (UncheckedIOException e) {
            LOG.log(Level.FINE, e, () -> "Not noted, so that it may be told twice: " + object);
        }
    }

    public synchronized Bucket createBucket(String name, String location) {
        Bucket bucket = new Bucket(name, location, clock.instant());
        if (buckets.containsKey(name)) {
            throw new ApiException(
                    409,
                    "conflict",
                    "Your previous request to create the named bucket succeeded and you already own it.");
        }
        journal.created(bucket);
        buckets.put(name, new BucketObjects(bucket, journal, rate));
        return bucket;
    }

    public Bucket bucket(String name) {
        return objectsOf(name).bucket();
    }

    /** In the order of their names. */
    public List<Bucket> buckets() {
        return buckets.values().stream().map(BucketObjects::bucket).toList();
    }

    public synchronized void deleteBucket(String name) {
        BucketObjects objects = objectsOf(name);
        objects.delete();
        buckets.remove(name, objects);
    }

    @Override
    public boolean bucketExists(String bucket) {
        return buckets.containsKey(bucket);
    }

    @Override
    public Optional<StoredObject> find(String bucket, String name) {
        return Optional.ofNullable(buckets.get(bucket)).flatMap(objects -> objects.find(name));
    }

    @Override
    public List<StoredObject> list(String bucket, String prefix) {
        return objectsOf(bucket).view().tailMap(prefix, true).values().stream()
                .takeWhile(object -> object.name().startsWith(prefix))
                .toList();
    }

    /** A live view of all objects of a bucket, in the UTF-8 byte order of their names. */
    NavigableMap<String, StoredObject> objects(String bucket) {
        return objectsOf(bucket).view();
    }

    /** The live object; 404 if there is none, or if it is not of that generation. */
    StoredObject get(String bucket, String name, Optional<Long> generation) {
        return objectsOf(bucket).get(name, generation);
    }

    /** Where the bytes of an upload go before they are an object. */
    ContentWriter newContent() throws IOException {
        return contents.newContent();
    }

    void discard(Content content) {
        contents.delete(content.file());
    }

    /** Fails early what {@link #create} would refuse later. */
    void checkBeforeCreate(String bucket, String name, Preconditions preconditions) {
        preconditions.checkBeforeWrite(objectsOf(bucket).find(name));
    }

    /** Makes the content the new live generation; if it is refused, the content is gone. */
    StoredObject create(String bucket, ObjectDraft draft, Content content, Preconditions preconditions) {
        return commitOrDiscard(content, () -> {
            draft.verify(content);
            return put(bucket, draft, content, content.md5(), 0, preconditions);
        });
    }

    void delete(String bucket, String name, Optional<Long> generation, Preconditions preconditions) {
        contents.delete(
                objectsOf(bucket).remove(name, generation, preconditions).content());
    }

    StoredObject patch(
            String bucket, String name, Optional<Long> generation, ObjectPatch patch, Preconditions preconditions) {
        return objectsOf(bucket).update(name, generation, preconditions, before -> patch.applyTo(before, now()));
    }

    /** Concatenates; the result has a CRC32C but no MD5. */
    StoredObject compose(String bucket, ObjectDraft draft, List<ComposeSource> sources, Preconditions preconditions)
            throws IOException {
        BucketObjects objects = objectsOf(bucket);
        List<StoredObject> parts =
                sources.stream().map(source -> source.resolve(objects)).toList();
        int components = parts.stream()
                .mapToInt(part -> Math.max(1, part.componentCount()))
                .sum();
        Content content = concatenate(parts);
        ObjectDraft described =
                draft.withContentTypeIfNone(parts.stream().findFirst().map(StoredObject::contentType));
        return commitOrDiscard(content, () -> {
            described.verify(content);
            return put(bucket, described, content, "", components, preconditions);
        });
    }

    /** @param override the copy's own metadata; empty to take over the source's */
    StoredObject copy(
            ObjectSource source,
            String bucket,
            String name,
            Optional<ObjectDraft> override,
            Preconditions preconditions)
            throws IOException {
        StoredObject from = source.resolve(this);
        BucketObjects destination = objectsOf(bucket);
        preconditions.checkBeforeWrite(destination.find(name));
        ObjectDraft draft = override.map(own -> own.withContentTypeIfNone(Optional.of(from.contentType())))
                .orElseGet(() -> ObjectDraft.copyOf(from, name));
        Content content = new Content(share(from), from.size(), from.crc32c(), from.md5());
        return commitOrDiscard(
                content, () -> put(bucket, draft, content, from.md5(), from.componentCount(), preconditions));
    }

    StoredObject move(
            String bucket, String from, Preconditions sourcePreconditions, String to, Preconditions preconditions) {
        ObjectName.check(to);
        BucketObjects.Change change = objectsOf(bucket)
                .move(
                        from,
                        sourcePreconditions,
                        to,
                        preconditions,
                        source -> newGeneration(
                                bucket,
                                ObjectDraft.copyOf(source, to),
                                new Content(source.content(), source.size(), source.crc32c(), source.md5()),
                                source.md5(),
                                source.componentCount()));
        return announce(change);
    }

    /** Forgets everything and removes the bytes, unless they are kept. */
    @Override
    public void close() {
        buckets.clear();
        contents.close();
        try {
            file.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The journal of objects was not closed well; all that was acknowledged is in it", e);
        }
    }

    private BucketObjects objectsOf(String bucket) {
        BucketObjects objects = buckets.get(bucket);
        if (objects == null) {
            throw BucketObjects.noSuchBucket();
        }
        return objects;
    }

    private StoredObject put(
            String bucket, ObjectDraft draft, Content content, String md5, int components, Preconditions conditions) {
        return announce(objectsOf(bucket)
                .put(draft.name(), conditions, () -> newGeneration(bucket, draft, content, md5, components)));
    }

    private StoredObject announce(BucketObjects.Change change) {
        change.before().ifPresent(before -> contents.delete(before.content()));
        tell(change.now());
        return change.now();
    }

    private void tell(StoredObject object) {
        for (ObjectListener listener : listeners) {
            try {
                listener.finalized(object);
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, e, () -> "The object is stored, but a listener failed: " + object);
            }
        }
    }

    private StoredObject newGeneration(String bucket, ObjectDraft draft, Content content, String md5, int components) {
        Instant created = now();
        return new StoredObject(
                bucket,
                draft.name(),
                generations.next(),
                1,
                content.size(),
                content.crc32c(),
                md5,
                components,
                draft.contentTypeOrDefault(),
                draft.contentEncoding(),
                draft.metadata(),
                created,
                created,
                content.file());
    }

    private StoredObject commitOrDiscard(Content content, Supplier<StoredObject> commit) {
        boolean committed = false;
        try {
            StoredObject object = commit.get();
            committed = true;
            return object;
        } finally {
            if (!committed) {
                discard(content);
            }
        }
    }

    private Content concatenate(List<StoredObject> parts) throws IOException {
        ContentWriter writer = contents.newContent();
        try {
            for (StoredObject part : parts) {
                try (InputStream in = openContent(part)) {
                    in.transferTo(writer);
                }
            }
            return writer.finish();
        } catch (IOException | RuntimeException e) {
            writer.discard();
            throw e;
        }
    }

    private Path share(StoredObject source) throws IOException {
        try {
            return contents.share(source.content());
        } catch (NoSuchFileException e) {
            throw goneMeanwhile(source);
        }
    }

    /** The object's bytes; 404 if it was deleted or overwritten since it was looked up. */
    static InputStream openContent(StoredObject object) throws IOException {
        try {
            return Files.newInputStream(object.content());
        } catch (NoSuchFileException e) {
            throw goneMeanwhile(object);
        }
    }

    private static ApiException goneMeanwhile(StoredObject object) {
        return ApiException.notFound(
                "No such object: " + object.bucket() + "/" + object.name() + "#" + object.generation());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
