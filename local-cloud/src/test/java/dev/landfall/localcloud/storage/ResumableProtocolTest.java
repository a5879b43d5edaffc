package dev.landfall.localcloud.storage;

import static dev.landfall.localcloud.storage.ServedStorage.BUCKET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What no well-behaved client provokes every day: chunks by hand, broken connections, repeated and wrong offsets. */
final class ResumableProtocolTest {
    private static final int QUANTUM = ResumableUpload.QUANTUM_BYTES;

    private final byte[] bytes = new byte[2 * QUANTUM + 100];
    private ServedStorage storage;
    private URI session = URI.create("http://127.0.0.1");

    @BeforeEach
    void start() throws Exception {
        new Random(7).nextBytes(bytes);
        storage = ServedStorage.start();
        HttpResponse<String> started =
                storage.send(storage.request("/upload/storage/v1/b/" + BUCKET + "/o?uploadType=resumable&name=file")
                        .header("X-Upload-Content-Type", "x/y")
                        .POST(BodyPublishers.noBody()));
        assertThat(started.statusCode()).isEqualTo(200);
        session = URI.create(started.headers().firstValue("Location").orElseThrow());
    }

    @AfterEach
    void stop() throws Exception {
        storage.close();
    }

    @Test
    void chunksAreAcknowledgedAndTheLastMakesTheObject() throws Exception {
        assertIncomplete(put("bytes */*", 0, 0), "");
        assertIncomplete(put("bytes 0-" + (QUANTUM - 1) + "/*", 0, QUANTUM), "bytes=0-" + (QUANTUM - 1));
        assertIncomplete(put("bytes */" + bytes.length, 0, 0), "bytes=0-" + (QUANTUM - 1));
        assertThat(storage.client.get(BUCKET, "file")).isNull();
        HttpResponse<String> last =
                put("bytes " + QUANTUM + "-" + (bytes.length - 1) + "/" + bytes.length, QUANTUM, bytes.length);
        assertThat(last.statusCode()).isEqualTo(200);
        assertStored();
        assertThat(storage.client.get(BUCKET, "file").getContentType()).isEqualTo("x/y");
    }

    @Test
    void statusAfterCompletionIsTheObject() throws Exception {
        put("bytes 0-" + (bytes.length - 1) + "/" + bytes.length, 0, bytes.length);
        HttpResponse<String> status = put("bytes */" + bytes.length, 0, 0);
        assertThat(status.statusCode()).isEqualTo(200);
        assertThat(status.body()).contains("\"generation\"");
        assertThat(storage.finalized).hasSize(1);
    }

    @Test
    void repeatedBytesAreSkipped() throws Exception {
        put("bytes 0-" + (QUANTUM - 1) + "/*", 0, QUANTUM);
        put("bytes 0-" + (2 * QUANTUM - 1) + "/*", 0, 2 * QUANTUM);
        put("bytes " + QUANTUM + "-" + (bytes.length - 1) + "/" + bytes.length, QUANTUM, bytes.length);
        assertStored();
    }

    @Test
    void gapIsRefused() throws Exception {
        HttpResponse<String> gap = put("bytes " + QUANTUM + "-" + (2 * QUANTUM - 1) + "/*", QUANTUM, 2 * QUANTUM);
        assertThat(gap.statusCode()).isEqualTo(503);
        assertThat(gap.body()).contains("exceeds already uploaded size of 0 byte(s)");
    }

    @Test
    void chunkOfAnOddSizeIsRefusedUnlessLast() throws Exception {
        assertThat(put("bytes 0-99/*", 0, 100).statusCode()).isEqualTo(400);
        assertIncomplete(put("bytes */*", 0, 0), "");
    }

    @Test
    void brokenChunkLeavesWholeQuantaAndCanBeResumed() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), storage.port())) {
            String head = "PUT " + session.getPath() + "?" + session.getQuery() + " HTTP/1.1\r\nHost: x\r\n"
                    + "Content-Range: bytes 0-" + (bytes.length - 1) + "/" + bytes.length + "\r\nContent-Length: "
                    + bytes.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            socket.getOutputStream().write(bytes, 0, QUANTUM + 1000);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
        assertIncomplete(put("bytes */" + bytes.length, 0, 0), "bytes=0-" + (QUANTUM - 1));
        put("bytes " + QUANTUM + "-" + (bytes.length - 1) + "/" + bytes.length, QUANTUM, bytes.length);
        assertStored();
    }

    @Test
    void cancelledUploadIsGone() throws Exception {
        assertThat(storage.send(HttpRequest.newBuilder(session).DELETE()).statusCode())
                .isEqualTo(499);
        assertThat(put("bytes 0-" + (bytes.length - 1) + "/" + bytes.length, 0, bytes.length)
                        .statusCode())
                .isEqualTo(410);
        assertThat(storage.client.get(BUCKET, "file")).isNull();
    }

    @Test
    void oneRequestWithoutARangeIsTheWholeUpload() throws Exception {
        HttpResponse<String> response =
                storage.send(HttpRequest.newBuilder(session).PUT(BodyPublishers.ofByteArray(bytes)));
        assertThat(response.statusCode()).isEqualTo(200);
        assertStored();
    }

    /** The Node client sends all it has so. */
    @Test
    void theRestMayBeOfUnknownLength() throws Exception {
        put("bytes 0-" + (QUANTUM - 1) + "/*", 0, QUANTUM);
        HttpResponse<String> response = put("bytes " + QUANTUM + "-*/*", QUANTUM, bytes.length);
        assertThat(response.statusCode()).isEqualTo(200);
        assertStored();
    }

    @Test
    void aRestThatBreaksOffIsNotTakenForTheWhole() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), storage.port())) {
            String head = "PUT " + session.getPath() + "?" + session.getQuery() + " HTTP/1.1\r\nHost: x\r\n"
                    + "Content-Range: bytes 0-*/*\r\nContent-Length: " + bytes.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            socket.getOutputStream().write(bytes, 0, QUANTUM + 1000);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
        assertIncomplete(put("bytes */*", 0, 0), "bytes=0-" + (QUANTUM - 1));
        assertThat(put("bytes " + QUANTUM + "-*/" + bytes.length, QUANTUM, bytes.length)
                        .statusCode())
                .isEqualTo(200);
        assertStored();
    }

    private void assertStored() {
        assertThat(storage.client.readAllBytes(BUCKET, "file")).isEqualTo(bytes);
        assertThat(storage.finalized).hasSize(1);
    }

    private static void assertIncomplete(HttpResponse<String> response, String range) {
        assertThat(response.statusCode()).isEqualTo(308);
        assertThat(response.headers().firstValue("Range").orElse("")).isEqualTo(range);
    }

    private HttpResponse<String> put(String contentRange, int from, int to) throws IOException, InterruptedException {
        return storage.send(HttpRequest.newBuilder(session)
                .header("Content-Range", contentRange)
                .PUT(BodyPublishers.ofByteArray(Arrays.copyOfRange(bytes, from, to))));
    }
}
