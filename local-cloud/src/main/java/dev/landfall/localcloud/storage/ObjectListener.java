package dev.landfall.localcloud.storage;

/** Told about every new generation, once, after it is visible to readers. Must return fast and not throw. */
@FunctionalInterface
public interface ObjectListener {
    void finalized(StoredObject object);
}
