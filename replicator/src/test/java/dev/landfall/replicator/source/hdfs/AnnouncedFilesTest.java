package dev.landfall.replicator.source.hdfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.delta.FinishedPart;
import dev.landfall.replicator.extension.PartSettings;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.HdfsConnection;
import dev.landfall.replicator.pipeline.KafkaConnection;
import dev.landfall.replicator.pipeline.KafkaSourceConfig;
import dev.landfall.replicator.pipeline.StateLocation;
import dev.landfall.replicator.state.DeltaJournal;
import dev.landfall.replicator.state.StateDatabase;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Kafka broker announces files. */
@SuppressWarnings("NullAway.Init")
final class AnnouncedFilesTest {
    private static final TableId TARGET = TableId.of("sales", "events");

    @TempDir
    Path folder;

    private KafkaClusterTestKit kafka;
    private StateDatabase state;
    private DeltaJournal journal;

    @BeforeEach
    void start() throws Exception {
        kafka = new KafkaClusterTestKit.Builder(new TestKitNodes.Builder()
                        .setCombined(true)
                        .setNumBrokerNodes(1)
                        .setNumControllerNodes(1)
                        .build())
                .setConfigProp("offsets.topic.replication.factor", "1")
                .setConfigProp("offsets.topic.num.partitions", "1")
                .build();
        kafka.format();
        kafka.startup();
        kafka.waitForReadyBrokers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("files", 2, (short) 1)))
                    .all()
                    .get();
        }
        state = StateDatabase.open(StateLocation.embedded(folder.resolve("state")));
        journal = state.journal(Clock.systemUTC());
    }

    @AfterEach
    void stop() throws Exception {
        state.close();
        kafka.close();
    }

    @Test
    void filesAreShippedOnceAndOffsetsMoveOnlyWhenTheyAreDurable() throws Exception {
        announce(file("a"), file("b"), file("a"), "file:///nowhere", "no uri at all: %", "s3://x/y");
        List<String> names = new ArrayList<>();
        try (HdfsSource source = source("files")) {
            Delta delta = source.discover(journal).orElseThrow();
            delta.files().forEach(each -> names.add(name(each.file().path())));
            journal.plan(delta);
            // Killed here: nothing was committed.
        }
        assertThat(names).containsExactlyInAnyOrder("a", "b");

        try (HdfsSource source = source("files")) {
            deliver(source, journal.resume(TARGET).orElseThrow());
            assertThat(source.discover(journal)).as("read again, but known").isEmpty();
            source.delivered();
        }

        announce(file("c"));
        try (HdfsSource source = source("files")) {
            Delta delta = source.discover(journal).orElseThrow();
            assertThat(delta.files())
                    .extracting(each -> name(each.file().path()))
                    .containsExactly("c");
            assertThat(delta.query()).startsWith("topic files at ");
            journal.plan(delta);
            assertThat(deliver(source, delta)).hasSize(1);
            source.delivered();
        }
        try (HdfsSource source = source("files")) {
            assertThat(source.discover(journal)).isEmpty();
        }
    }

    @Test
    void aTopicThatIsNotThereIsNamed() {
        try (HdfsSource source = source("no_such")) {
            assertThatThrownBy(() -> source.discover(journal))
                    .isInstanceOf(ReplicationException.class)
                    .hasMessageContaining("topic no_such");
        }
    }

    private List<FinishedPart> deliver(HdfsSource source, Delta delta) {
        List<FinishedPart> parts = new ArrayList<>();
        source.extract(delta, parts::add);
        journal.uploaded(delta, List.of(), Extraction.SILENT);
        journal.done(delta);
        return parts;
    }

    private HdfsSource source(String topic) {
        return HdfsSource.open(
                TARGET,
                new KafkaSourceConfig(
                        new KafkaConnection(
                                "bus", kafka.bootstrapServers(), Map.of("allow.auto.create.topics", "false")),
                        topic,
                        new HdfsConnection("lake", URI.create("file:///"), null),
                        FileFormat.AVRO),
                new PartSettings(folder, 1_000_000));
    }

    private String file(String name) throws Exception {
        return Files.writeString(folder.resolve(name), "rows of " + name)
                .toUri()
                .toString();
    }

    private static String name(String path) {
        return Optional.ofNullable(Path.of(path).getFileName()).orElseThrow().toString();
    }

    private void announce(String... messages) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (String message : messages) {
                producer.send(new ProducerRecord<>("files", message)).get();
            }
        }
    }
}
