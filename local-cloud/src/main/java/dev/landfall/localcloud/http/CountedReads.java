package dev.landfall.localcloud.http;

import java.io.IOException;
import java.io.InputStream;

/**
 * A request body that skips by reading. The JDK server's own stream hands {@code skip} to the socket without counting
 * the bytes, and then waits forever for the end of the body.
 */
final class CountedReads extends InputStream {
    private final InputStream in;

    CountedReads(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return in.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return in.read(into, offset, length);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
