package dev.landfall.localcloud.storage;

import dev.landfall.localcloud.http.ApiException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A run of bytes of an object: {@code first} and how many. */
record ByteRange(long first, long length) {
    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d*)-(\\d*)");

    long last() {
        return first + length - 1;
    }

    /**
     * Resolves the header {@code Range} against the size. Empty if it cannot be satisfied (416).
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-range">RFC 9110, 14.2</a>
     */
    static Optional<ByteRange> resolve(String header, long size) {
        Matcher range = SINGLE.matcher(header.strip());
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            throw ApiException.unimplemented("the range '" + header + "': use one range, as bytes=FIRST-LAST");
        }
        try {
            long first = range.group(1).isEmpty()
                    ? Math.max(0, size - Long.parseLong(range.group(2)))
                    : Long.parseLong(range.group(1));
            long last = range.group(1).isEmpty() || range.group(2).isEmpty()
                    ? size - 1
                    : Math.min(size - 1, Long.parseLong(range.group(2)));
            return first > last ? Optional.empty() : Optional.of(new ByteRange(first, last - first + 1));
        } catch (NumberFormatException e) {
            throw ApiException.invalid("Invalid range: '" + header + "'");
        }
    }
}
