package dev.landfall.localcloud.storage;

import static dev.landfall.localcloud.storage.ServedStorage.BUCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.WriteChannel;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.BlobWriteOption;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PreconditionsTest {
    private static final BlobId ID = BlobId.of(BUCKET, "file");
    private static final BlobInfo INFO = BlobInfo.newBuilder(ID).build();

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
    void writeOnceRefusesTheSecondWrite() {
        Blob first = storage.client.create(INFO, new byte[] {1}, BlobTargetOption.doesNotExist());
        assertUnmet(() -> storage.client.create(INFO, new byte[] {2}, BlobTargetOption.doesNotExist()));
        assertThat(storage.client.readAllBytes(ID)).containsExactly(1);
        assertThat(storage.client.get(ID).getGeneration()).isEqualTo(first.getGeneration());
        assertThat(storage.finalized).hasSize(1);
    }

    @Test
    void resumableUploadChecksAtItsStart() {
        storage.client.create(INFO, new byte[] {1});
        assertUnmet(() -> storage.client.writer(INFO, BlobWriteOption.doesNotExist()).close());
    }

    @Test
    void resumableUploadChecksAgainAtItsEnd() throws IOException {
        WriteChannel writer = storage.client.writer(INFO, BlobWriteOption.doesNotExist());
        writer.setChunkSize(ResumableUpload.QUANTUM_BYTES);
        writer.write(ByteBuffer.allocate(ResumableUpload.QUANTUM_BYTES + 1));
        storage.client.create(INFO, new byte[] {1});
        assertUnmet(writer::close);
        assertThat(storage.client.readAllBytes(ID)).containsExactly(1);
    }

    @Test
    void overwriteOnlyOfTheKnownGeneration() {
        Blob first = storage.client.create(INFO, new byte[] {1});
        storage.client.create(INFO, new byte[] {2}, BlobTargetOption.generationMatch(first.getGeneration()));
        assertUnmet(() -> storage.client.create(
                INFO, new byte[] {3}, BlobTargetOption.generationMatch(first.getGeneration())));
        assertThat(storage.client.readAllBytes(ID)).containsExactly(2);
    }

    @Test
    void deleteOnlyOfTheKnownGeneration() {
        Blob first = storage.client.create(INFO, new byte[] {1});
        Blob second = storage.client.create(INFO, new byte[] {2});
        assertUnmet(() -> storage.client.delete(ID, BlobSourceOption.generationMatch(first.getGeneration())));
        assertThat(storage.client.delete(ID, BlobSourceOption.generationMatch(second.getGeneration())))
                .isTrue();
        assertThat(storage.client.delete(ID)).isFalse();
    }

    @Test
    void patchRaisesTheMetagenerationOnly() {
        Blob created = storage.client.create(
                BlobInfo.newBuilder(ID).setMetadata(Map.of("keep", "1", "drop", "2")).build(), new byte[] {1});
        Map<String, String> change = new java.util.HashMap<>(Map.of("add", "3"));
        change.put("drop", null);
        Blob patched = storage.client.update(
                BlobInfo.newBuilder(ID).setMetadata(change).build(), BlobTargetOption.metagenerationMatch(1));
        assertThat(patched.getMetageneration()).isEqualTo(2);
        assertThat(patched.getGeneration()).isEqualTo(created.getGeneration());
        assertThat(patched.getMetadata()).isEqualTo(Map.of("keep", "1", "add", "3"));
        assertUnmet(() -> storage.client.update(
                BlobInfo.newBuilder(ID).setContentType("a/b").build(), BlobTargetOption.metagenerationMatch(1)));
        assertThat(storage.finalized).hasSize(1);
    }

    @Test
    void ofManyConcurrentWriteOnceUploadsExactlyOneWins() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 5; round++) {
                BlobInfo info = BlobInfo.newBuilder(BUCKET, "contended-" + round).build();
                List<Callable<Boolean>> racers = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    byte[] content = {(byte) i};
                    racers.add(() -> won(info, content));
                }
                int winners = 0;
                for (Future<Boolean> result : threads.invokeAll(racers)) {
                    winners += result.get() ? 1 : 0;
                }
                assertThat(winners).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(storage.finalized).hasSize(5);
    }

    private boolean won(BlobInfo info, byte[] content) {
        try {
            storage.client.create(info, content, BlobTargetOption.doesNotExist());
            return true;
        } catch (StorageException e) {
            assertThat(e.getCode()).isEqualTo(412);
            return false;
        }
    }

    private static void assertUnmet(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.getCode()).isEqualTo(412));
    }
}
