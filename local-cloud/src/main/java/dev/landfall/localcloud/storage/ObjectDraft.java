package dev.landfall.localcloud.storage;

import dev.landfall.localcloud.http.ApiException;
import java.util.Map;
import java.util.Optional;

/**
 * What a writer says about an object to be.
 *
 * @param contentType empty if the writer does not say
 * @param crc32c the checksum the writer computed, in base64; content that differs is refused
 * @param md5 likewise
 */
record ObjectDraft(
        String name,
        Optional<String> contentType,
        String contentEncoding,
        Map<String, String> metadata,
        Optional<String> crc32c,
        Optional<String> md5) {
    private static final String DEFAULT_CONTENT_TYPE = "application/octet-stream";

    ObjectDraft {
        ObjectName.check(name);
        metadata = Map.copyOf(metadata);
    }

    static ObjectDraft named(String name) {
        return new ObjectDraft(name, Optional.empty(), "", Map.of(), Optional.empty(), Optional.empty());
    }

    /** The same under another name, as a copy without metadata of its own makes it. */
    static ObjectDraft copyOf(StoredObject source, String name) {
        return new ObjectDraft(
                name,
                Optional.of(source.contentType()),
                source.contentEncoding(),
                source.metadata(),
                Optional.empty(),
                Optional.empty());
    }

    ObjectDraft withContentTypeIfNone(Optional<String> type) {
        return new ObjectDraft(name, contentType.or(() -> type), contentEncoding, metadata, crc32c, md5);
    }

    ObjectDraft withContentEncoding(String encoding) {
        return new ObjectDraft(name, contentType, encoding, metadata, crc32c, md5);
    }

    String contentTypeOrDefault() {
        return contentType.orElse(DEFAULT_CONTENT_TYPE);
    }

    /** Compares the checksums the writer gave with those of the bytes that arrived; 400 if they differ. */
    void verify(Content content) {
        expect("CRC32C", crc32c, content.crc32c());
        expect("MD5 hash", md5, content.md5());
    }

    private static void expect(String kind, Optional<String> provided, String calculated) {
        if (provided.isPresent() && !provided.get().equals(calculated)) {
            throw ApiException.invalid("Provided " + kind + " \"" + provided.get() + "\" doesn't match calculated "
                    + kind + " \"" + calculated + "\".");
        }
    }
}
