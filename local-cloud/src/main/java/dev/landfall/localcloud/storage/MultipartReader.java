package dev.landfall.localcloud.storage;

import dev.landfall.localcloud.http.ApiException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a multipart body part by part, as a stream: nothing but one buffer is held. A body that ends before its
 * closing delimiter is 400, so that a broken connection never looks like a short object. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2046#section-5.1">RFC 2046, 5.1</a>
 */
final class MultipartReader {
    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=(?:\"([^\"]+)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
    private static final int MAX_LINE_BYTES = 1 << 16;

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private boolean inPart;
    private boolean started;

    /** One part; its body must be read before the next part is asked for, or is skipped. */
    record Part(Map<String, List<String>> headers, InputStream body) {
        Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }
    }

    /** @param contentType of the whole body; it names the boundary */
    MultipartReader(InputStream in, String contentType) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw ApiException.invalid("The Content-Type '" + contentType + "' names no multipart boundary.");
        }
        String name = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        this.in = in;
        this.delimiter = ("\r\n--" + name).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The next part, or empty after the closing delimiter. */
    Optional<Part> next() throws IOException {
        if (inPart) {
            new Body().transferTo(OutputStream.nullOutputStream());
        }
        String afterDelimiter = started ? readLine() : skipToFirstDelimiter();
        started = true;
        if (afterDelimiter.startsWith("--")) {
            return Optional.empty();
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip(),
                        List.of(line.substring(colon + 1).strip()));
            }
        }
        inPart = true;
        return Optional.of(new Part(headers, new Body()));
    }

    /** The first delimiter may stand at the very start, without a line break before it. */
    private String skipToFirstDelimiter() throws IOException {
        String bare = new String(delimiter, 2, delimiter.length - 2, StandardCharsets.ISO_8859_1);
        String line = readLine();
        while (!line.startsWith(bare)) {
            line = readLine();
        }
        return line.substring(bare.length());
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line.size() <= MAX_LINE_BYTES) {
            if (position == limit && !fill()) {
                throw truncated();
            }
            byte next = buffer[position++];
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
            line.write(next);
        }
        throw ApiException.invalid("A header line of the multipart body is longer than " + MAX_LINE_BYTES + " bytes.");
    }

    /** Adds to the buffer what arrives next; false at the end of the stream. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        int read = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(0, read);
        return read > 0;
    }

    private static ApiException truncated() {
        return ApiException.invalid("The multipart body ends before its closing delimiter.");
    }

    private final class Body extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int ready = inPart ? readyBytes() : -1;
            if (ready < 0) {
                return -1;
            }
            int count = Math.min(ready, length);
            System.arraycopy(buffer, position, into, offset, count);
            position += count;
            return count;
        }

        /** How many bytes at the position are surely content; -1 once the delimiter was there and is consumed. */
        private int readyBytes() throws IOException {
            if (position == limit && !fill()) {
                throw truncated();
            }
            if (buffer[position] != '\r') {
                return nextCarriageReturn(position) - position;
            }
            while (limit - position < delimiter.length) {
                if (!fill()) {
                    throw truncated();
                }
            }
            for (int i = 0; i < delimiter.length; i++) {
                if (buffer[position + i] != delimiter[i]) {
                    return nextCarriageReturn(position + 1) - position;
                }
            }
            position += delimiter.length;
            inPart = false;
            return -1;
        }

        private int nextCarriageReturn(int from) {
            for (int i = from; i < limit; i++) {
                if (buffer[i] == '\r') {
                    return i;
                }
            }
            return limit;
        }
    }
}
