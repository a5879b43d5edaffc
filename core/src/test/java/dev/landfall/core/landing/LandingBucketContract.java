package dev.landfall.core.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.landing.LandingBucket.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every landing bucket must do. The bucket of a subclass must be empty for each test. */
public abstract class LandingBucketContract {
    private static final int MORE_THAN_A_PAGE = 1_100;

    protected abstract LandingBucket bucket();

    /** Writes an object, whatever was there, and answers its generation. */
    protected abstract long put(String name, byte[] bytes);

    protected abstract void delete(String name);

    @Test
    void aListingNamesLiveObjectsBelowThePrefixInOrder() {
        put("landing/b/2", bytes("two"));
        put("landing/b/1", bytes("one"));
        put("landing/c", bytes("three"));
        put("other/d", bytes("four"));
        long newest = put("landing/b/1", bytes("newer"));
        delete("landing/b/2");
        List<StoredObject> listed = new ArrayList<>();
        bucket().list("landing/").forEachRemaining(listed::add);
        assertThat(listed).extracting(StoredObject::name).containsExactly("landing/b/1", "landing/c");
        assertThat(listed.get(0).generation()).isEqualTo(newest);
        assertThat(listed.get(0).sizeBytes()).isEqualTo(5);
        assertThat(bucket().list("nothing/").hasNext()).isFalse();
    }

    @Test
    void aListingIsReadToItsEndPageByPage() {
        for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
            put(String.format("landing/%05d", i), bytes("x"));
        }
        List<String> names = new ArrayList<>();
        bucket().list("landing/").forEachRemaining(object -> names.add(object.name()));
        assertThat(names).hasSize(MORE_THAN_A_PAGE).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void onlyTheLiveVersionIsFound() {
        String name = "landing/sales/orders/Größe 1%2F+a.csv";
        assertThat(bucket().find(name)).isEmpty();
        long first = put(name, bytes("old"));
        long second = put(name, bytes("newer"));
        assertThat(second).isGreaterThan(first);
        StoredObject found = bucket().find(name).orElseThrow();
        assertThat(found.name()).isEqualTo(name);
        assertThat(found.generation()).isEqualTo(second);
        assertThat(found.sizeBytes()).isEqualTo(5);
        assertThat(found.crc32c()).isNotEmpty();
        delete(name);
        assertThat(bucket().find(name)).isEmpty();
    }

    @Test
    void theFirstBytesAreThoseOfOneVersion() {
        long first = put("landing/a", bytes("abcdef"));
        assertThat(head("landing/a", first, 3)).contains("abc");
        assertThat(head("landing/a", first, 6)).contains("abcdef");
        assertThat(head("landing/a", first, 100)).contains("abcdef");
        assertThat(head("landing/a", first + 1, 3)).isEmpty();
        long second = put("landing/a", bytes("xyz"));
        assertThat(head("landing/a", first, 3)).isEmpty();
        assertThat(head("landing/a", second, 3)).contains("xyz");
        long empty = put("landing/empty", bytes(""));
        assertThat(head("landing/empty", empty, 3)).contains("");
        assertThat(head("landing/none", 1, 3)).isEmpty();
    }

    @Test
    void theFirstBytesOfGzipAreThoseOfTheFile() {
        byte[] gzip = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        long generation = put("landing/a.csv.gz", gzip);
        assertThat(bucket().head("landing/a.csv.gz", generation, 3).orElseThrow())
                .containsExactly(0x1f, 0x8b, 8);
    }

    private Optional<String> head(String name, long generation, int count) {
        return bucket().head(name, generation, count).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
