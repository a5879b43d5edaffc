package dev.landfall.localcloud.storage;

import dev.landfall.localcloud.http.Request;
import dev.landfall.localcloud.http.Response;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The answer to a download: whole, a range, or decompressed on the way for a client that cannot. */
final class Media {
    private static final String GZIP = "gzip";

    private Media() {}

    static Response answer(Request request, StoredObject object) throws IOException {
        InputStream content = ObjectStore.openContent(object);
        if (object.contentEncoding().equals(GZIP) && !acceptsGzip(request)) {
            return headers(object, Response.chunked(200, out -> copyAll(new GZIPInputStream(content), out)));
        }
        Optional<String> header = request.header("Range");
        if (header.isEmpty()) {
            return encoded(object, Response.stream(200, object.size(), out -> copyAll(content, out)));
        }
        Optional<ByteRange> range = ByteRange.resolve(header.get(), object.size());
        if (range.isEmpty()) {
            content.close();
            return headers(object, Response.empty(416)).header("Content-Range", "bytes */" + object.size());
        }
        ByteRange bytes = range.get();
        return encoded(object, Response.stream(206, bytes.length(), out -> copy(content, bytes, out)))
                .header("Content-Range", "bytes " + bytes.first() + "-" + bytes.last() + "/" + object.size());
    }

    private static boolean acceptsGzip(Request request) {
        return request.header("Accept-Encoding")
                .filter(accepted -> accepted.contains(GZIP))
                .isPresent();
    }

    private static Response encoded(StoredObject object, Response response) {
        return object.contentEncoding().isEmpty()
                ? headers(object, response)
                : headers(object, response).header("Content-Encoding", object.contentEncoding());
    }

    private static Response headers(StoredObject object, Response response) {
        String encoding = object.contentEncoding().isEmpty() ? "identity" : object.contentEncoding();
        return response.header("Content-Type", object.contentType())
                .header("ETag", ResourceJson.etag(object))
                .header("Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        object.updated().atOffset(ZoneOffset.UTC)))
                .header("Accept-Ranges", "bytes")
                .header("x-goog-generation", Long.toString(object.generation()))
                .header("x-goog-metageneration", Long.toString(object.metageneration()))
                .header("x-goog-hash", ResourceJson.hashes(object))
                .header("x-goog-storage-class", ResourceJson.STORAGE_CLASS)
                .header("x-goog-stored-content-encoding", encoding)
                .header("x-goog-stored-content-length", Long.toString(object.size()));
    }

    private static void copyAll(InputStream content, OutputStream out) throws IOException {
        try (content) {
            content.transferTo(out);
        }
    }

    private static void copy(InputStream content, ByteRange range, OutputStream out) throws IOException {
        try (content) {
            content.skipNBytes(range.first());
            byte[] buffer = new byte[1 << 16];
            long left = range.length();
            while (left > 0) {
                int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException("The content file ended " + left + " bytes early");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }
}
