package dev.landfall.localcloud.storage;

import static dev.landfall.localcloud.storage.ServedStorage.BUCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.WriteChannel;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ObjectNameTest {
    private ServedStorage storage;

    @BeforeAll
    void start() throws IOException {
        storage = ServedStorage.start();
    }

    @AfterAll
    void stop() throws Exception {
        storage.close();
    }

    static Stream<String> legal() {
        return Stream.of(
                "a/b/c",
                "/leading",
                "double//slash",
                "trailing/",
                "a+b c",
                "percent%2Fsign%",
                "quote\"back`tick'",
                "q?x=1&y=2#frag",
                "dt=2026-01-01/ü/漢字/\uD83D\uDE00",
                "semi;colon:@!$(),*[]{}|^~\\",
                "tab\there",
                "../up",
                "compose",
                "o/x/rewriteTo/b/y");
    }

    @ParameterizedTest
    @MethodSource("legal")
    void roundTripsOverTheWire(String name) throws IOException {
        BlobId id = BlobId.of(BUCKET, name);
        storage.client.create(BlobInfo.newBuilder(id).build(), new byte[] {7});
        Blob read = storage.client.get(id);
        assertThat(read.getName()).isEqualTo(name);
        assertThat(storage.client.readAllBytes(id)).containsExactly(7);
        assertThat(storage.store.find(BUCKET, name)).isPresent();
        try (WriteChannel writer = storage.client.writer(BlobInfo.newBuilder(id).build())) {
            writer.write(ByteBuffer.wrap(new byte[] {8}));
        }
        assertThat(storage.client.readAllBytes(id)).containsExactly(8);
        assertThat(storage.client.delete(id)).isTrue();
    }

    @Test
    void illegalNamesAreRefused() {
        for (String name : new String[] {".", "..", "line\nbreak", ".well-known/acme-challenge/x", "x".repeat(1025)}) {
            assertThatThrownBy(() -> storage.client.create(
                            BlobInfo.newBuilder(BUCKET, name).build(), new byte[1]))
                    .as(name)
                    .isInstanceOfSatisfying(
                            StorageException.class, e -> assertThat(e.getCode()).isEqualTo(400));
        }
    }
}
