package dev.landfall.localcloud.storage;

import static dev.landfall.localcloud.storage.ServedStorage.BUCKET;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WriteRateTest {
    private ServedStorage storage;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeEach
    void start() throws Exception {
        storage = ServedStorage.start();
        storage.store.limitWrites(new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        storage.close();
    }

    @Test
    void anObjectTakesOneWriteASecond() throws Exception {
        assertThat(upload("a", "first").statusCode()).isEqualTo(200);
        HttpResponse<String> second = upload("a", "second");
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.body()).contains("rateLimitExceeded", BUCKET + "/a exceeded the rate limit");
        assertThat(upload("b", "another").statusCode()).isEqualTo(200);
        now = now.plus(Duration.ofMillis(999));
        assertThat(delete("a")).isEqualTo(429);
        now = now.plus(Duration.ofMillis(1));
        assertThat(upload("a", "third").statusCode()).isEqualTo(200);
        assertThat(storage.send(storage.request("/storage/v1/b/" + BUCKET + "/o/a?alt=media"))
                        .body())
                .isEqualTo("third");
        now = now.plus(Duration.ofSeconds(1));
        assertThat(delete("a")).isEqualTo(204);
    }

    @Test
    void whatAPreconditionRefusesIsNoWrite() throws Exception {
        assertThat(upload("a", "first").statusCode()).isEqualTo(200);
        now = now.plus(Duration.ofSeconds(1));
        assertThat(upload("a&ifGenerationMatch=0", "again").statusCode()).isEqualTo(412);
        assertThat(upload("a", "second").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> upload(String name, String content) throws Exception {
        return storage.send(storage.request("/upload/storage/v1/b/" + BUCKET + "/o?uploadType=media&name=" + name)
                .POST(BodyPublishers.ofString(content)));
    }

    private int delete(String name) throws Exception {
        return storage.send(storage.request("/storage/v1/b/" + BUCKET + "/o/" + name)
                        .DELETE())
                .statusCode();
    }
}
