package dev.landfall.localcloud.storage;

import dev.landfall.localcloud.http.ApiException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code Content-Range} of a resumable upload: {@code bytes FIRST-LAST/TOTAL}, where TOTAL may be {@code *}
 * (not known yet) and FIRST-LAST may be {@code *} (no bytes: a status query, or the end of the upload), or
 * {@code FIRST-*}: all that comes from there on, and then the upload is complete.
 *
 * @param rest the first of the bytes that run to the end of the object
 */
record ContentRange(Optional<ByteRange> bytes, Optional<Long> rest, Optional<Long> total) {
    private static final Pattern FORM =
            Pattern.compile("bytes (?:(\\d{1,18})-(?:(\\d{1,18})|\\*)|\\*)/(?:(\\d{1,18})|\\*)");

    static ContentRange parse(String header) {
        Matcher matcher = FORM.matcher(header.strip());
        if (!matcher.matches()) {
            throw ApiException.invalid("Failed to parse Content-Range header: '" + header + "'");
        }
        Optional<Long> total = Optional.ofNullable(matcher.group(3)).map(Long::parseLong);
        if (matcher.group(1) == null) {
            return new ContentRange(Optional.empty(), Optional.empty(), total);
        }
        long first = Long.parseLong(matcher.group(1));
        if (matcher.group(2) == null) {
            return new ContentRange(Optional.empty(), Optional.of(first), total);
        }
        long last = Long.parseLong(matcher.group(2));
        if (last < first || (total.isPresent() && last >= total.get())) {
            throw ApiException.invalid("Invalid Content-Range: '" + header + "'");
        }
        return new ContentRange(Optional.of(new ByteRange(first, last - first + 1)), Optional.empty(), total);
    }

    /** Whether the upload is complete once these bytes are there. */
    boolean isLast() {
        return total.isPresent()
                && bytes.map(range -> range.last() + 1 == total.get()).orElse(false);
    }
}
