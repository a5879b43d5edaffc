package dev.landfall.localcloud.storage;

import static dev.landfall.localcloud.storage.ServedStorage.BUCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.StorageBatch;
import com.google.cloud.storage.StorageBatchResult;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BatchTest {
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
    void deletesManyAndSaysWhichWereThere() {
        BlobId there = BlobId.of(BUCKET, "a/ü +%2F");
        BlobId missing = BlobId.of(BUCKET, "missing");
        storage.client.create(BlobInfo.newBuilder(there).build(), new byte[1]);
        assertThat(storage.client.delete(List.of(there, missing))).containsExactly(true, false);
        assertThat(storage.client.get(there)).isNull();
    }

    @Test
    void mixedCallsKeepTheirAnswersApart() {
        BlobId id = BlobId.of(BUCKET, "file");
        storage.client.create(BlobInfo.newBuilder(id).build(), new byte[1]);
        StorageBatch batch = storage.client.batch();
        StorageBatchResult<Blob> get = batch.get(id);
        StorageBatchResult<Blob> update =
                batch.update(BlobInfo.newBuilder(id).setContentType("x/y").build());
        StorageBatchResult<Blob> failing = batch.update(
                BlobInfo.newBuilder(BlobId.of(BUCKET, "missing")).setContentType("x/y").build());
        batch.submit();
        assertThat(get.get().getSize()).isEqualTo(1);
        assertThat(update.get().getContentType()).isEqualTo("x/y");
        assertThatThrownBy(failing::get).hasMessageContaining("No such object");
    }
}
