package dev.landfall.localcloud;

/** One service of the local cloud, serving from its start until it is closed, on 127.0.0.1 only. */
public interface LocalService extends AutoCloseable {
    /** For people: {@code Cloud Storage}. */
    String name();

    int port();

    /** Stops serving; does nothing the second time. */
    @Override
    void close();
}
