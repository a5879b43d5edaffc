package dev.landfall.replicator.source.hdfs;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.SourceFile;
import dev.landfall.replicator.pipeline.KafkaSourceConfig;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Logger;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Files that a topic announces: each message is the URI of one complete file. Offsets are committed when the files are
 * durable, so a message may be read again, and then its file is known. A message that names no file is left out with a
 * warning. The table's lease keeps other replicas off, so there is no rebalancing.
 */
final class AnnouncedFiles implements FileFinder {
    private static final Logger LOG = Logger.getLogger(AnnouncedFiles.class.getName());
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(20);
    private static final int MESSAGES_PER_DELTA = 10_000;

    private final KafkaSourceConfig config;
    private final FileSystem fileSystem;
    private final Consumer<String, String> consumer;
    private final Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();

    private AnnouncedFiles(KafkaSourceConfig config, FileSystem fileSystem, Consumer<String, String> consumer) {
        this.config = config;
        this.fileSystem = fileSystem;
        this.consumer = consumer;
    }

    static AnnouncedFiles open(TableId target, KafkaSourceConfig config, FileSystem fileSystem) {
        Properties properties = new Properties();
        properties.putAll(config.connection().properties());
        properties.setProperty(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.connection().bootstrap());
        properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, "landfall-" + target);
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new AnnouncedFiles(
                config,
                fileSystem,
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer()));
    }

    @Override
    public List<SourceFile> list() throws IOException {
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(config.topic(), FIRST_ANSWER).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new IOException("there is no topic " + config.topic());
            }
            consumer.assign(partitions);
            return resolved(uris(partitions));
        } catch (KafkaException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** What is there now, each URI once, up to the end that the topic had when the first message was asked for. */
    private Set<String> uris(List<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, FIRST_ANSWER);
        Set<String> uris = new LinkedHashSet<>();
        int messages = 0;
        while (messages < MESSAGES_PER_DELTA
                && partitions.stream()
                        .anyMatch(partition -> consumer.position(partition, FIRST_ANSWER)
                                < ends.getOrDefault(partition, 0L))) {
            ConsumerRecords<String, String> records = consumer.poll(POLL);
            for (ConsumerRecord<String, String> message : records) {
                messages++;
                read.put(
                        new TopicPartition(message.topic(), message.partition()),
                        new OffsetAndMetadata(message.offset() + 1));
                if (message.value() != null) {
                    uris.add(message.value().strip());
                }
            }
        }
        return uris;
    }

    private List<SourceFile> resolved(Set<String> uris) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        for (String uri : uris) {
            resolved(uri).ifPresent(files::add);
        }
        return files;
    }

    private Optional<SourceFile> resolved(String uri) throws IOException {
        try {
            Path path = fileSystem.makeQualified(new Path(uri));
            if (!fileSystem.getUri().getScheme().equals(path.toUri().getScheme())) {
                throw new IllegalArgumentException("it is not on " + fileSystem.getUri());
            }
            FileStatus status = fileSystem.getFileStatus(path);
            if (status.isFile() && status.getLen() > 0) {
                return Optional.of(CompleteFiles.described(status));
            }
            LOG.warning(() -> "Message '" + uri + "' of topic " + config.topic() + " names no file with content;"
                    + " it is left out");
        } catch (FileNotFoundException | IllegalArgumentException e) {
            LOG.warning(() -> "Message '" + uri + "' of topic " + config.topic() + " names no file: " + e.getMessage()
                    + "; it is left out");
        }
        return Optional.empty();
    }

    @Override
    public String place() {
        return "topic " + config.topic() + " at " + config.connection().bootstrap();
    }

    @Override
    public void delivered() {
        if (!read.isEmpty()) {
            consumer.commitSync(read);
            read.clear();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
