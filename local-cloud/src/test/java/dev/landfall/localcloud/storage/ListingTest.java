package dev.landfall.localcloud.storage;

import static dev.landfall.localcloud.storage.ServedStorage.BUCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.paging.Page;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Bucket;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.Storage.BucketListOption;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListingTest {
    private ServedStorage storage;

    @BeforeEach
    void start() throws IOException {
        storage = ServedStorage.start();
    }

    @AfterEach
    void stop() throws Exception {
        storage.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void everyPageSizeGivesTheSameObjectsAndPrefixes(int pageSize) {
        create("a", "b/1", "b/2", "b/3", "b0", "c/", "c/x/y", "d");
        assertThat(pages(pageSize, BlobListOption.currentDirectory())).containsExactlyInAnyOrder(
                "a", "b/", "b0", "c/", "d");
        assertThat(pages(pageSize, BlobListOption.currentDirectory(), BlobListOption.prefix("b/")))
                .containsExactly("b/1", "b/2", "b/3");
        assertThat(pages(pageSize)).containsExactly("a", "b/1", "b/2", "b/3", "b0", "c/", "c/x/y", "d");
    }

    @Test
    void pagesHoldAtMostWhatWasAskedFor() {
        create("a", "b", "c");
        Page<Blob> page = storage.client.list(BUCKET, BlobListOption.pageSize(2));
        assertThat(page.getValues()).hasSize(2);
        assertThat(page.hasNextPage()).isTrue();
        assertThat(page.getNextPage().getValues()).hasSize(1);
        assertThat(page.getNextPage().hasNextPage()).isFalse();
    }

    @Test
    void offsetsBoundTheNames() {
        create("a", "b", "c", "d");
        assertThat(pages(1, BlobListOption.startOffset("b"), BlobListOption.endOffset("d")))
                .containsExactly("b", "c");
        assertThat(pages(10, BlobListOption.startOffset("zz"))).isEmpty();
    }

    @Test
    void trailingDelimiterObjectsAreListedWhenAskedFor() {
        create("c/", "c/x");
        assertThat(pages(10, BlobListOption.currentDirectory(), BlobListOption.includeTrailingDelimiter()))
                .containsExactly("c/", "c/");
    }

    @Test
    void namesAreOrderedByTheirUtf8Bytes() {
        String supplementary = "\uD83D\uDE00"; // U+1F600: after U+FF5E in UTF-8, before it in UTF-16
        create(supplementary, "\uFF5E", "z", "é");
        assertThat(pages(1)).containsExactly("z", "é", "\uFF5E", supplementary);
        assertThat(storage.store.list(BUCKET, ""))
                .extracting(StoredObject::name)
                .containsExactly("z", "é", "\uFF5E", supplementary);
    }

    @Test
    void missingBucketIsNotFound() {
        assertThatThrownBy(() -> storage.client.list("no-such-bucket"))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.getCode()).isEqualTo(404));
    }

    @Test
    void bucketsAreListedInPages() {
        storage.client.create(BucketInfo.of("bucket-two"));
        storage.client.create(BucketInfo.of("other"));
        assertThat(StreamSupport.stream(
                        storage.client
                                .list(BucketListOption.prefix("bucket-"), BucketListOption.pageSize(1))
                                .iterateAll()
                                .spliterator(),
                        false))
                .extracting(Bucket::getName)
                .containsExactly(BUCKET, "bucket-two");
    }

    private void create(String... names) {
        for (String name : names) {
            storage.client.create(BlobInfo.newBuilder(BUCKET, name).build(), new byte[0]);
        }
    }

    private List<String> pages(int pageSize, BlobListOption... options) {
        List<BlobListOption> all = new ArrayList<>(List.of(options));
        all.add(BlobListOption.pageSize(pageSize));
        return StreamSupport.stream(
                        storage.client
                                .list(BUCKET, all.toArray(BlobListOption[]::new))
                                .iterateAll()
                                .spliterator(),
                        false)
                .map(Blob::getName)
                .toList();
    }
}
