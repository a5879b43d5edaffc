package dev.landfall.gcp.storage;

import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import dev.landfall.core.landing.LandingBucket.StoredObject;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A listing, of which one page is held at a time. */
final class Pages implements Iterator<StoredObject> {
    /** Reads one page; a null token asks for the first. */
    @FunctionalInterface
    interface Reader {
        Objects read(@Nullable String token);
    }

    private final Reader reader;
    private Iterator<StorageObject> page = Collections.emptyIterator();
    private @Nullable String next;
    private boolean begun;

    Pages(Reader reader) {
        this.reader = reader;
    }

    @Override
    public boolean hasNext() {
        // A page may be empty and not the last.
        while (!page.hasNext() && (!begun || next != null)) {
            Objects read = reader.read(next);
            begun = true;
            @Nullable List<StorageObject> items = read.getItems();
            page = items == null ? Collections.emptyIterator() : items.iterator();
            next = read.getNextPageToken();
        }
        return page.hasNext();
    }

    @Override
    public StoredObject next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The listing has ended");
        }
        return CloudStorageBucket.object(page.next());
    }
}
