package dev.landfall.replicator.pipeline;

import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.LoadMode;
import dev.landfall.replicator.extension.Extensions;
import dev.landfall.replicator.extension.SourceExtension;
import dev.landfall.replicator.format.PartFormat;
import dev.landfall.replicator.format.RowFormat;
import dev.landfall.replicator.window.WindowRule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the blocks below {@code tables:}. */
final class PipelineTables {
    static final Set<String> KEYS = Stream.concat(SpecBlock.KEYS.stream(), Stream.of("source", "format"))
            .collect(Collectors.toUnmodifiableSet());
    static final Set<String> ALL_SOURCE_KEYS = Set.of(
            "connection", "table", "watermark", "changes", "directory", "format", "quiet", "success", "topic", "files");
    private static final Set<String> JDBC_KEYS = Set.of("connection", "table", "watermark", "changes");
    private static final Set<String> HDFS_KEYS = Set.of("connection", "directory", "format", "quiet", "success");
    private static final Set<String> KAFKA_KEYS = Set.of("connection", "topic", "files", "format");
    private static final Set<String> WATERMARK_KEYS = Set.of("column", "overlap", "settle");

    /** Where rows that come twice do no harm, late rows are looked for this long by default. */
    private static final Duration DEFAULT_OVERLAP = Duration.ofMinutes(5);

    private final String file;
    private final Connections connections;
    private final Extensions extensions;

    PipelineTables(String file, Connections connections, Extensions extensions) {
        this.file = file;
        this.connections = connections;
        this.extensions = extensions;
    }

    PipelineTable read(Node node) {
        Section block = Section.of(file, node, "a table", KEYS);
        SourceConfig source = source(block, block.required("mode").as(LoadMode::ofWord));
        FileFormat format = source.choose(
                jdbc -> jdbc.format().files(),
                partitions -> partitions.format().files(),
                HdfsSourceConfig::format,
                KafkaSourceConfig::format,
                own -> own.format().files());
        if (SpecBlock.comparesKeys(block)
                && !source.choose(jdbc -> true, all -> false, hdfs -> false, others -> false)) {
            throw block.problem("'deletes: {compare: keys}' needs a source with a 'watermark': the others replace rows"
                    + " as a whole, or ship files as they are");
        }
        try {
            return new PipelineTable(SpecBlock.read(block, format), source);
        } catch (IllegalArgumentException e) {
            throw block.problem(String.valueOf(e.getMessage()));
        }
    }

    private SourceConfig source(Section block, LoadMode mode) {
        Section any = block.section("source", "a source", Set.of());
        if (any.has("extension")) {
            return own(block, any.required("extension"));
        }
        Text connection = block.section("source", "a source", ALL_SOURCE_KEYS).required("connection");
        return connections.choose(
                connection, jdbc -> jdbc(block, jdbc, mode), hdfs -> hdfs(block, hdfs), kafka -> kafka(block, kafka));
    }

    private ExtensionSourceConfig own(Section block, Text name) {
        SourceExtension extension = extensions
                .source(name.value())
                .orElseThrow(() -> name.problem("there is no extension '" + name.value() + "'"
                        + (extensions.sourceNames().isEmpty()
                                ? ": name the folder with its jar by the key 'extensions' at the top of the file"
                                : NearestWord.advice(name.value(), extensions.sourceNames()))));
        Set<String> keys = Stream.concat(Stream.of("extension"), extension.keys().stream())
                .collect(Collectors.toUnmodifiableSet());
        Section source = block.section("source", "a source of extension " + extension.name(), keys);
        Map<String, String> settings = new LinkedHashMap<>();
        source.keys().forEach(key -> settings.put(key, source.required(key).value()));
        settings.remove("extension");
        return new ExtensionSourceConfig(extension, settings, format(block));
    }

    private SourceConfig jdbc(Section block, JdbcConnection connection, LoadMode mode) {
        Section source = block.section("source", "a source on a hive or jdbc connection", JDBC_KEYS);
        if (source.has("changes") == source.has("watermark")) {
            throw source.problem("a source on a hive or jdbc connection needs either the key 'watermark', or"
                    + " 'changes: partitions' on hive");
        }
        return source.has("changes")
                ? partitions(block, source, connection, mode)
                : watermark(block, source, connection, mode);
    }

    private PartitionSourceConfig partitions(Section block, Section source, JdbcConnection connection, LoadMode mode) {
        Text changes = source.required("changes");
        if (!changes.value().equals("partitions")) {
            throw changes.problem("'changes' is partitions, not '" + changes.value() + "'");
        }
        if (!connection.dialect().equals(Dialect.HIVE)) {
            throw changes.problem("only Hive tells which partitions changed: use a 'watermark'");
        }
        if (mode != LoadMode.REPLACE && mode != LoadMode.REPLACE_PARTITIONS) {
            throw changes.problem("partitions that changed are read whole: use mode replace_partitions, or replace");
        }
        return new PartitionSourceConfig(
                connection,
                source.required("table").as(SourceTableName::parse),
                mode == LoadMode.REPLACE,
                format(block));
    }

    private RowFormat format(Section block) {
        return block.optional("format").map(text -> text.as(this::rowFormat)).orElse(PartFormat.AVRO);
    }

    private JdbcSourceConfig watermark(Section block, Section source, JdbcConnection connection, LoadMode mode) {
        if (mode == LoadMode.REPLACE || mode == LoadMode.REPLACE_PARTITIONS) {
            throw source.problem("a window has only the rows that changed, and mode " + mode.word()
                    + " would drop the others: use mode merge or append, or 'changes: partitions'");
        }
        Section watermark = source.section("watermark", "a watermark", WATERMARK_KEYS);
        Duration overlap = watermark
                .optional("overlap")
                .map(text -> overlap(text, mode))
                .orElse(mode == LoadMode.APPEND ? Duration.ZERO : DEFAULT_OVERLAP);
        SourceName column = watermark.required("column").as(SourceName::new);
        Duration settle = watermark.optional("settle").map(Text::duration).orElse(Duration.ZERO);
        return new JdbcSourceConfig(
                connection,
                source.required("table").as(SourceTableName::parse),
                column,
                new WindowRule(overlap, settle),
                format(block),
                SpecBlock.keyComparison(block, column).orElse(null));
    }

    private static Duration overlap(Text text, LoadMode mode) {
        Duration overlap = text.duration();
        if (mode == LoadMode.APPEND && !overlap.isZero()) {
            throw text.problem("'overlap' reads rows again, and mode append would keep them twice:"
                    + " use mode merge, or no overlap and a longer 'settle'");
        }
        return overlap;
    }

    private RowFormat rowFormat(String word) {
        return switch (word) {
            case "avro" -> PartFormat.AVRO;
            case "parquet" -> PartFormat.PARQUET;
            default ->
                extensions
                        .format(word)
                        .orElseThrow(() -> new IllegalArgumentException("rows are written as avro or parquet, not '"
                                + word + "', which is no extension either"));
        };
    }

    private static HdfsSourceConfig hdfs(Section block, HdfsConnection connection) {
        Section source = block.section("source", "a source on an hdfs connection", HDFS_KEYS);
        block.optional("format").ifPresent(text -> {
            throw text.problem("files are shipped as they are: put their 'format' below 'source'");
        });
        return new HdfsSourceConfig(
                connection,
                source.required("directory").as(PipelineTables::directory),
                source.required("format").as(FileFormat::ofWord),
                source.optional("quiet").map(Text::duration).orElse(Duration.ZERO),
                source.optional("success").map(PipelineTables::successRequired).orElse(false));
    }

    private KafkaSourceConfig kafka(Section block, KafkaConnection connection) {
        Section source = block.section("source", "a source on a kafka connection", KAFKA_KEYS);
        Text files = source.required("files");
        return new KafkaSourceConfig(
                connection,
                source.required("topic").value(),
                connections.choose(
                        files,
                        jdbc -> {
                            throw files.problem("'files' names the hdfs connection that the URIs belong to");
                        },
                        hdfs -> hdfs,
                        kafka -> {
                            throw files.problem("'files' names the hdfs connection that the URIs belong to");
                        }),
                source.required("format").as(FileFormat::ofWord));
    }

    private static String directory(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("'" + path + "' is not an absolute path");
        }
        return path;
    }

    private static boolean successRequired(Text text) {
        return switch (text.value()) {
            case "required" -> true;
            case "ignored" -> false;
            default -> throw text.problem("'success' is required or ignored, not '" + text.value() + "'");
        };
    }
}
