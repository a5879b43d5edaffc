package dev.landfall.localcloud.storage;

import static dev.landfall.localcloud.storage.ServedStorage.BUCKET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.WriteChannel;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UploadTest {
    private static final BlobId ID = BlobId.of(BUCKET, "folder/file.bin");
    private static final String WRONG_CRC32C = "AAAAAA==";

    private ServedStorage storage;

    @BeforeEach
    void start() throws IOException {
        storage = ServedStorage.start();
    }

    @AfterEach
    void stop() throws Exception {
        storage.close();
    }

    @Test
    void multipartUploadKeepsBytesAndMetadata() {
        BlobInfo info = BlobInfo.newBuilder(ID)
                .setContentType("text/csv")
                .setMetadata(Map.of("origin", "hive", "naïve key", "wert ü"))
                .build();
        Blob created = storage.client.create(info, "a,b\r\n--1,2\r\n".getBytes(UTF_8));
        Blob read = storage.client.get(ID);
        assertThat(read.getContent()).isEqualTo("a,b\r\n--1,2\r\n".getBytes(UTF_8));
        assertThat(read.getContentType()).isEqualTo("text/csv");
        assertThat(read.getMetadata()).isEqualTo(Map.of("origin", "hive", "naïve key", "wert ü"));
        assertThat(read.getGeneration()).isEqualTo(created.getGeneration());
        assertThat(read.getMetageneration()).isEqualTo(1);
        assertThat(read.getEtag()).isNotEmpty();
    }

    @Test
    void emptyUploadMakesAnEmptyObject() {
        storage.client.create(BlobInfo.newBuilder(ID).build(), new byte[0]);
        assertThat(storage.client.get(ID).getSize()).isZero();
        assertThat(storage.client.readAllBytes(ID)).isEmpty();
    }

    @Test
    void everyByteValueSurvivesMultipart() {
        byte[] bytes = random(300_000);
        storage.client.create(BlobInfo.newBuilder(ID).build(), bytes);
        assertThat(storage.client.readAllBytes(ID)).isEqualTo(bytes);
    }

    @Test
    void resumableWriterSendsChunksInOrder() throws IOException {
        byte[] bytes = random(1_500_000);
        try (WriteChannel writer = storage.client.writer(BlobInfo.newBuilder(ID).build())) {
            writer.setChunkSize(ResumableUpload.QUANTUM_BYTES);
            writer.write(ByteBuffer.wrap(bytes));
        }
        assertThat(storage.client.readAllBytes(ID)).isEqualTo(bytes);
        assertThat(storage.finalized).hasSize(1);
    }

    @Test
    void resumableUploadOfAWholeNumberOfChunksCompletes() throws IOException {
        byte[] bytes = random(2 * ResumableUpload.QUANTUM_BYTES);
        try (WriteChannel writer = storage.client.writer(BlobInfo.newBuilder(ID).build())) {
            writer.setChunkSize(ResumableUpload.QUANTUM_BYTES);
            writer.write(ByteBuffer.wrap(bytes));
        }
        assertThat(storage.client.readAllBytes(ID)).isEqualTo(bytes);
    }

    @Test
    void emptyResumableUploadCompletes() throws IOException {
        storage.client.writer(BlobInfo.newBuilder(ID).build()).close();
        assertThat(storage.client.get(ID).getSize()).isZero();
    }

    @Test
    void createFromPathAndStream(@TempDir Path folder) throws IOException {
        byte[] bytes = random(700_000);
        Path file = Files.write(folder.resolve("file"), bytes);
        storage.client.createFrom(BlobInfo.newBuilder(ID).build(), file);
        assertThat(storage.client.readAllBytes(ID)).isEqualTo(bytes);
        BlobId second = BlobId.of(BUCKET, "from-stream");
        storage.client.createFrom(BlobInfo.newBuilder(second).build(), new ByteArrayInputStream(bytes));
        assertThat(storage.client.readAllBytes(second)).isEqualTo(bytes);
    }

    @Test
    void mediaUploadByPlainHttp() throws Exception {
        HttpResponse<String> response =
                storage.send(storage.request("/upload/storage/v1/b/" + BUCKET + "/o?uploadType=media&name=a%2Fb")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("hello")));
        assertThat(response.statusCode()).isEqualTo(200);
        Blob blob = storage.client.get(BUCKET, "a/b");
        assertThat(blob.getContent()).isEqualTo("hello".getBytes(UTF_8));
        assertThat(blob.getContentType()).isEqualTo("text/plain");
    }

    @ParameterizedTest
    @CsvSource({"crc32c, AAAAAA==, CRC32C", "md5Hash, AAAAAAAAAAAAAAAAAAAAAA==, MD5 hash"})
    void wrongChecksumIsRefusedAndStoresNothing(String field, String value, String name) throws Exception {
        HttpResponse<String> response =
                storage.send(storage.request("/upload/storage/v1/b/" + BUCKET + "/o?uploadType=multipart")
                        .header("Content-Type", "multipart/related; boundary=\"here\"")
                        .POST(BodyPublishers.ofString("--here\r\nContent-Type: application/json\r\n\r\n"
                                + "{\"name\":\"folder/file.bin\",\"" + field + "\":\"" + value + "\"}"
                                + "\r\n--here\r\nContent-Type: text/plain\r\n\r\nhello\r\n--here--\r\n")));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("doesn't match calculated " + name);
        assertNothingStored();
    }

    @Test
    void wrongChecksumInTheHeaderIsRefused() throws Exception {
        HttpResponse<String> response = storage.send(
                storage.request("/upload/storage/v1/b/" + BUCKET + "/o?uploadType=media&name=folder/file.bin")
                        .header("x-goog-hash", "crc32c=" + WRONG_CRC32C)
                        .POST(BodyPublishers.ofString("hello")));
        assertThat(response.statusCode()).isEqualTo(400);
        assertNothingStored();
    }

    @Test
    void wrongChecksumOfAResumableUploadIsRefused() {
        BlobInfo wrongCrc = BlobInfo.newBuilder(ID).setCrc32c(WRONG_CRC32C).build();
        assertThatThrownBy(() -> {
                    try (WriteChannel writer = storage.client.writer(wrongCrc, Storage.BlobWriteOption.crc32cMatch())) {
                        writer.write(ByteBuffer.wrap(random(10)));
                    }
                })
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.getCode()).isEqualTo(400))
                .hasStackTraceContaining("doesn't match calculated CRC32C");
        assertNothingStored();
    }

    @Test
    void bodyCutShortStoresNothing() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), storage.port())) {
            socket.getOutputStream()
                    .write(("POST /upload/storage/v1/b/" + BUCKET
                                    + "/o?uploadType=media&name=folder/file.bin HTTP/1.1\r\n"
                                    + "Host: x\r\nContent-Length: 1000\r\n\r\nonly this")
                            .getBytes(UTF_8));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
        assertNothingStored();
    }

    @Test
    void multipartWithoutClosingDelimiterStoresNothing() throws Exception {
        HttpResponse<String> response =
                storage.send(storage.request("/upload/storage/v1/b/" + BUCKET + "/o?uploadType=multipart")
                        .header("Content-Type", "multipart/related; boundary=here")
                        .POST(BodyPublishers.ofString("--here\r\nContent-Type: application/json\r\n\r\n"
                                + "{\"name\":\"folder/file.bin\"}\r\n--here\r\n\r\nhalf of the by")));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("ends before its closing delimiter");
        assertNothingStored();
    }

    @Test
    void whatIsNotImplementedIsRefusedByName() {
        BlobInfo cached = BlobInfo.newBuilder(ID).setCacheControl("no-store").build();
        assertThatThrownBy(() -> storage.client.create(cached, new byte[1]))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.getCode()).isEqualTo(501))
                .hasMessageContaining("cacheControl");
        assertNothingStored();
    }

    @Test
    void uploadIntoAMissingBucketIsNotFound() {
        assertThatThrownBy(() -> storage.client.create(
                        BlobInfo.newBuilder("no-such-bucket", "a").build(), new byte[1]))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.getCode()).isEqualTo(404));
    }

    @Test
    void generationsAreMicrosecondsAndAlwaysGrow() {
        long before = System.currentTimeMillis() * 1000;
        long last = before - 1;
        for (int i = 0; i < 50; i++) {
            long generation = storage.client
                    .create(BlobInfo.newBuilder(ID).build(), new byte[] {(byte) i})
                    .getGeneration();
            assertThat(generation).isGreaterThan(last);
            last = generation;
        }
        assertThat(last).isLessThan(before + 600_000_000L);
    }

    private void assertNothingStored() {
        assertThat(storage.client.get(ID)).isNull();
        assertThat(storage.finalized).isEmpty();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
