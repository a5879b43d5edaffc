package dev.landfall.localcloud.journal;

/** Where a service notes each change before it answers, so that the change can be repeated after a restart. */
@FunctionalInterface
public interface Journal {
    /** For a service that may forget: keeps nothing. */
    Journal NONE = change -> {};

    /**
     * Notes one change, whole or not at all. When this returns, the change outlives this process.
     *
     * @throws java.io.UncheckedIOException if it could not be noted; the change must then not be made
     */
    void append(byte[] change);
}
