package dev.landfall.localcloud.storage;

import static dev.landfall.localcloud.storage.ServedStorage.BUCKET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.ComposeRequest;
import com.google.cloud.storage.Storage.CopyRequest;
import com.google.cloud.storage.Storage.MoveBlobRequest;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CopyTest {
    private ServedStorage storage;
    private Blob source;

    @BeforeEach
    void start() throws IOException {
        storage = ServedStorage.start();
        source = storage.client.create(
                BlobInfo.newBuilder(BUCKET, "from/a b")
                        .setContentType("text/plain")
                        .setMetadata(Map.of("k", "v"))
                        .build(),
                "abc".getBytes(UTF_8));
    }

    @AfterEach
    void stop() throws Exception {
        storage.close();
    }

    @Test
    void composeConcatenatesAndHasNoMd5() {
        Blob second = storage.client.create(BlobInfo.newBuilder(BUCKET, "two").build(), "def".getBytes(UTF_8));
        Blob composed = storage.client.compose(ComposeRequest.newBuilder()
                .addSource("from/a b")
                .addSource("two", second.getGeneration())
                .setTarget(BlobInfo.newBuilder(BUCKET, "both").setContentType("x/y").build())
                .setTargetOptions(BlobTargetOption.doesNotExist())
                .build());
        assertThat(storage.client.readAllBytes(composed.getBlobId())).isEqualTo("abcdef".getBytes(UTF_8));
        assertThat(composed.getMd5()).isNull();
        assertThat(composed.getComponentCount()).isEqualTo(2);
        assertThat(composed.getContentType()).isEqualTo("x/y");
        assertThat(storage.finalized).hasSize(3);
    }

    @Test
    void composeOfAMissingSourceStoresNothing() {
        assertCode(
                404,
                () -> storage.client.compose(ComposeRequest.newBuilder()
                        .addSource("from/a b", "missing")
                        .setTarget(BlobInfo.newBuilder(BUCKET, "both").build())
                        .build()));
        assertThat(storage.client.get(BUCKET, "both")).isNull();
    }

    @Test
    void copyTakesBytesAndMetadataOver() {
        storage.client.create(BucketInfo.of("bucket-two"));
        BlobId target = BlobId.of("bucket-two", "to");
        Blob copy = storage.client
                .copy(CopyRequest.newBuilder()
                        .setSource(source.getBlobId())
                        .setTarget(target)
                        .build())
                .getResult();
        assertThat(copy.getContentType()).isEqualTo("text/plain");
        assertThat(copy.getMetadata()).isEqualTo(Map.of("k", "v"));
        assertThat(copy.getGeneration()).isGreaterThan(source.getGeneration());
        storage.client.delete(source.getBlobId());
        assertThat(storage.client.readAllBytes(target)).isEqualTo("abc".getBytes(UTF_8));
        assertThat(storage.finalized).extracting(StoredObject::name).containsExactly("from/a b", "to");
    }

    @Test
    void copyMayOverrideMetadataAndHasPreconditions() {
        BlobInfo target = BlobInfo.newBuilder(BUCKET, "to").setContentType("x/y").build();
        CopyRequest copyOnce = CopyRequest.newBuilder()
                .setSource(source.getBlobId())
                .setSourceOptions(BlobSourceOption.generationMatch(source.getGeneration()))
                .setTarget(target, BlobTargetOption.doesNotExist())
                .build();
        Blob copy = storage.client.copy(copyOnce).getResult();
        assertThat(copy.getContentType()).isEqualTo("x/y");
        assertThat(copy.getMetadata()).isNull();
        assertCode(412, () -> storage.client.copy(copyOnce));
    }

    @Test
    void copyToByPlainHttp() throws Exception {
        String path = "/storage/v1/b/" + BUCKET + "/o/from%2Fa%20b/copyTo/b/" + BUCKET + "/o/x%2Fy";
        assertThat(storage.send(storage.request(path).POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(storage.client.readAllBytes(BUCKET, "x/y")).isEqualTo("abc".getBytes(UTF_8));
    }

    @Test
    void moveLeavesOnlyTheNewName() {
        Blob moved = storage.client.moveBlob(MoveBlobRequest.newBuilder()
                .setSource(source.getBlobId())
                .setTarget(BlobId.of(BUCKET, "to/c d"))
                .build());
        assertThat(storage.client.get(source.getBlobId())).isNull();
        assertThat(storage.client.readAllBytes(BUCKET, "to/c d")).isEqualTo("abc".getBytes(UTF_8));
        assertThat(moved.getMetadata()).isEqualTo(Map.of("k", "v"));
        assertThat(moved.getGeneration()).isGreaterThan(source.getGeneration());
    }

    private static void assertCode(int code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.getCode()).isEqualTo(code));
    }
}
