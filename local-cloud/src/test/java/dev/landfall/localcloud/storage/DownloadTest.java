package dev.landfall.localcloud.storage;

import static dev.landfall.localcloud.storage.ServedStorage.BUCKET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.ReadChannel;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DownloadTest {
    private static final String MEDIA = "/download/storage/v1/b/" + BUCKET + "/o/digits?alt=media";

    private ServedStorage storage;
    private Blob digits;

    @BeforeEach
    void start() throws IOException {
        storage = ServedStorage.start();
        digits = storage.client.create(
                BlobInfo.newBuilder(BUCKET, "digits").setContentType("text/plain").build(), "0123456789".getBytes(UTF_8));
    }

    @AfterEach
    void stop() throws Exception {
        storage.close();
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-3,0123,0-3", "bytes=4-,456789,4-9", "bytes=-2,89,8-9", "bytes=8-100,89,8-9", "bytes=0-0,0,0-0"})
    void rangeGivesTheseBytes(String range, String expected, String contentRange) throws Exception {
        HttpResponse<String> response =
                storage.send(storage.request(MEDIA).header("Range", range));
        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.body()).isEqualTo(expected);
        assertThat(response.headers().firstValue("Content-Range")).contains("bytes " + contentRange + "/10");
    }

    @Test
    void rangeBehindTheEndIsNotSatisfiable() throws Exception {
        HttpResponse<String> response =
                storage.send(storage.request(MEDIA).header("Range", "bytes=10-"));
        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(response.headers().firstValue("Content-Range")).contains("bytes */10");
    }

    @Test
    void mediaCarriesTheObjectsHeaders() throws Exception {
        HttpResponse<String> response = storage.send(storage.request(MEDIA));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain");
        assertThat(response.headers().firstValue("x-goog-generation"))
                .contains(digits.getGeneration().toString());
        assertThat(response.headers().firstValue("x-goog-metageneration")).contains("1");
        assertThat(response.headers().firstValue("x-goog-hash"))
                .contains("crc32c=" + digits.getCrc32c() + ",md5=" + digits.getMd5());
        assertThat(response.headers().firstValue("x-goog-stored-content-length")).contains("10");
        assertThat(response.headers().firstValue("x-goog-stored-content-encoding"))
                .contains("identity");
        assertThat(response.headers().firstValue("ETag")).contains(digits.getEtag());
    }

    @Test
    void altMediaOnTheMetadataPathDownloadsToo() throws Exception {
        String path = "/storage/v1/b/" + BUCKET + "/o/digits?alt=media";
        assertThat(storage.send(storage.request(path)).body()).isEqualTo("0123456789");
    }

    @Test
    void channelSeeksAndReads() throws IOException {
        try (ReadChannel channel = storage.client.reader(BUCKET, "digits")) {
            channel.seek(7);
            ByteBuffer buffer = ByteBuffer.allocate(10);
            while (channel.read(buffer) >= 0) {
                assertThat(buffer.position()).isLessThanOrEqualTo(3);
            }
            assertThat(new String(buffer.array(), 0, buffer.position(), UTF_8)).isEqualTo("789");
        }
    }

    @Test
    void channelOfAnEmptyObjectEndsAtOnce() throws IOException {
        storage.client.create(BlobInfo.newBuilder(BUCKET, "empty").build(), new byte[0]);
        try (ReadChannel channel = storage.client.reader(BUCKET, "empty")) {
            assertThat(channel.read(ByteBuffer.allocate(10))).isEqualTo(-1);
        }
    }

    @Test
    void oldGenerationIsGone() {
        storage.client.create(BlobInfo.newBuilder(BUCKET, "digits").build(), new byte[] {1});
        assertThatThrownBy(() -> storage.client.readAllBytes(
                        BUCKET, "digits", BlobSourceOption.generationMatch(digits.getGeneration())))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.getCode()).isEqualTo(412));
        assertThat(storage.client.get(digits.getBlobId())).isNull();
    }

    @Test
    void notMatchOfTheLiveGenerationIsNotModified() throws Exception {
        HttpResponse<String> response = storage.send(
                storage.request(MEDIA + "&ifGenerationNotMatch=" + digits.getGeneration()));
        assertThat(response.statusCode()).isEqualTo(304);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void gzippedObjectIsDecompressedForClientsThatCannot() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write("plain text".getBytes(UTF_8));
        }
        storage.client.create(
                BlobInfo.newBuilder(BUCKET, "zipped").setContentEncoding("gzip").build(), zipped.toByteArray());
        String path = "/download/storage/v1/b/" + BUCKET + "/o/zipped?alt=media";
        assertThat(storage.send(storage.request(path)).body()).isEqualTo("plain text");
        HttpResponse<String> raw =
                storage.send(storage.request(path).header("Accept-Encoding", "gzip"));
        assertThat(raw.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(raw.headers().firstValueAsLong("Content-Length")).hasValue(zipped.size());
    }
}
