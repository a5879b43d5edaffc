package dev.landfall.replicator.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.replicator.checksum.ChecksummedOutput;
import dev.landfall.replicator.failure.ReplicationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WriteOnceTest {
    private static final String NAME = "landing/d/t/seq=7/part-00000.avro";

    @TempDir
    Path folder;

    private final InMemorySink bucket = new InMemorySink();
    private final WriteOnce writeOnce = writeOnce(bucket);

    private static WriteOnce writeOnce(ObjectSink sink) {
        return new WriteOnce(sink, WriteOnce.retries(Duration.ofMillis(1), Duration.ofMillis(5)));
    }

    @Test
    void aSecondDeliveryOfTheSameBytesIsTheFirst() throws IOException {
        StoredObject first = writeOnce.deliver(object("rows", "d.t@7"), false);
        StoredObject second = writeOnce.deliver(object("rows", "d.t@7"), false);

        assertThat(second).isEqualTo(first);
        assertThat(bucket.names()).containsExactly(NAME);
    }

    @Test
    void aReplyThatWasLostIsNotAConflict() throws IOException {
        WriteOnce once = writeOnce(new FlakySink(bucket, true, 1));

        assertThat(once.deliver(object("rows", "d.t@7"), false).generation()).isEqualTo(1);
        assertThat(bucket.names()).containsExactly(NAME);
    }

    @Test
    void passingTroubleIsRetriedAndLastingTroubleNamed() throws IOException {
        writeOnce(new FlakySink(bucket, false, 6)).deliver(object("rows", "d.t@7"), false);
        assertThat(bucket.names()).containsExactly(NAME);

        assertThatThrownBy(() -> writeOnce(new FlakySink(bucket, false, 7)).deliver(object("rows", "d.t@7"), false))
                .isInstanceOf(ReplicationException.class)
                .hasMessage("503 for " + NAME);
    }

    @Test
    void otherRowsOfAnEarlierTryStayAndTheNewOnesLandBeside() throws IOException {
        writeOnce.deliver(object("rows", "d.t@7"), true);
        NewObject changed = object("other rows", "d.t@7");

        String beside = "landing/d/t/seq=7/part-00000-" + changed.crc32c().hex() + ".avro";
        assertThat(writeOnce.deliver(changed, true).name()).isEqualTo(beside);
        assertThat(writeOnce.deliver(changed, true).name()).isEqualTo(beside);
        assertThat(bucket.names()).containsExactly(beside, NAME);
        assertThat(bucket.content(NAME)).asString(StandardCharsets.UTF_8).isEqualTo("rows");
    }

    @Test
    void whereRowsThatComeTwiceStayOtherRowsAreAnError() throws IOException {
        writeOnce.deliver(object("rows", "d.t@7"), false);

        assertThatThrownBy(() -> writeOnce.deliver(object("other rows", "d.t@7"), false))
                .hasMessageContaining("gs://memory/" + NAME)
                .hasMessageContaining("mode append");
        assertThat(bucket.names()).containsExactly(NAME);
    }

    @Test
    void anObjectOfSomeoneElseIsAnErrorAndStays() throws IOException {
        writeOnce.deliver(object("rows", "somebody"), true);

        assertThatThrownBy(() -> writeOnce.deliver(object("other rows", "d.t@7"), true))
                .hasMessageContaining("was not written by delta d.t@7");
        assertThat(bucket.content(NAME)).asString(StandardCharsets.UTF_8).isEqualTo("rows");
    }

    private NewObject object(String content, String delta) throws IOException {
        Path file = folder.resolve("part");
        try (ChecksummedOutput output = ChecksummedOutput.create(file)) {
            output.write(content.getBytes(StandardCharsets.UTF_8));
            return new NewObject(
                    NAME,
                    file,
                    output.size(),
                    output.crc32c(),
                    "application/avro",
                    Map.of(WriteOnce.DELTA_METADATA, delta));
        }
    }

    /** Fails the first calls, before or after their effect. */
    private static final class FlakySink implements ObjectSink {
        private final ObjectSink sink;
        private final boolean afterEffect;
        private int failuresLeft;

        FlakySink(ObjectSink sink, boolean afterEffect, int failures) {
            this.sink = sink;
            this.afterEffect = afterEffect;
            this.failuresLeft = failures;
        }

        @Override
        public Optional<StoredObject> createIfAbsent(NewObject object) throws IOException {
            if (failuresLeft-- > 0) {
                if (afterEffect) {
                    sink.createIfAbsent(object);
                }
                throw new TransientUploadException("503 for " + object.name(), new IOException());
            }
            return sink.createIfAbsent(object);
        }

        @Override
        public Optional<StoredObject> find(String name) throws IOException {
            return sink.find(name);
        }

        @Override
        public String uri() {
            return sink.uri();
        }
    }
}
