package dev.landfall.replicator.source.hdfs;

import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.TableId;
import dev.landfall.replicator.checksum.ChecksummedOutput;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.DeltaHistory;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.delta.FinishedPart;
import dev.landfall.replicator.delta.PartName;
import dev.landfall.replicator.delta.PartSink;
import dev.landfall.replicator.delta.SequencedFile;
import dev.landfall.replicator.delta.SourceFile;
import dev.landfall.replicator.extension.DeltaSource;
import dev.landfall.replicator.extension.PartSettings;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.HdfsConnection;
import dev.landfall.replicator.pipeline.HdfsSourceConfig;
import dev.landfall.replicator.pipeline.KafkaSourceConfig;
import dev.landfall.replicator.pipeline.KerberosLogin;
import dev.landfall.replicator.source.kerberos.KeytabLogin;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.PrivilegedExceptionAction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.common.KafkaException;

/**
 * Complete files of a Hadoop file system, of a directory or announced by a topic, each shipped once, as it is. A file is the same as long as
 * path, file id, length and modification time are. Its sequence is its modification time in microseconds, or the next
 * number after the table's last one where that is greater: unique, rising, and fixed when the file is found.
 */
public final class HdfsSource implements DeltaSource {
    private static final Logger LOG = Logger.getLogger(HdfsSource.class.getName());
    private static final long MICROS_PER_MILLI = 1_000;
    private static final long LARGE_BYTES = 64L * 1024 * 1024;

    private final TableId target;
    private final HdfsConnection connection;
    private final FileFormat format;
    private final PartSettings settings;
    private final FileSystem fileSystem;
    private final FileFinder files;

    private HdfsSource(
            TableId target,
            HdfsConnection connection,
            FileFormat format,
            PartSettings settings,
            FileSystem fileSystem,
            FileFinder files) {
        this.target = target;
        this.connection = connection;
        this.format = format;
        this.settings = settings;
        this.fileSystem = fileSystem;
        this.files = files;
    }

    HdfsSource(
            TableId target,
            HdfsSourceConfig config,
            PartSettings settings,
            FileSystem fileSystem,
            FileClosure closure,
            Clock clock) {
        this(
                target,
                config.connection(),
                config.format(),
                settings,
                fileSystem,
                new CompleteFiles(fileSystem, closure, config, clock));
    }

    /** @param clock tells which files have been quiet long enough; should agree with the cluster's */
    public static HdfsSource open(TableId target, HdfsSourceConfig config, PartSettings settings, Clock clock) {
        FileSystem fileSystem = fileSystem(config.connection());
        return new HdfsSource(target, config, settings, fileSystem, FileClosure.of(fileSystem), clock);
    }

    /** The files that a topic announces. */
    public static HdfsSource open(TableId target, KafkaSourceConfig config, PartSettings settings) {
        FileSystem fileSystem = fileSystem(config.files());
        try {
            return new HdfsSource(
                    target,
                    config.files(),
                    config.format(),
                    settings,
                    fileSystem,
                    AnnouncedFiles.open(target, config, fileSystem));
        } catch (KafkaException e) {
            throw ReplicationException.source(
                    "Cannot open connection " + config.connection().name() + " at "
                            + config.connection().bootstrap() + ": " + e.getMessage(),
                    e);
        }
    }

    private static FileSystem fileSystem(HdfsConnection connection) {
        Configuration configuration = configuration(connection);
        KerberosLogin kerberos = connection.kerberos();
        try {
            return kerberos == null
                    ? FileSystem.newInstance(connection.uri(), configuration)
                    : new KeytabLogin(kerberos, connection.name())
                            .hadoopUser(configuration)
                            .doAs((PrivilegedExceptionAction<FileSystem>)
                                    () -> FileSystem.newInstance(connection.uri(), configuration));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ReplicationException.source("Interrupted while " + connection.uri() + " was opened", e);
        } catch (IOException | IllegalArgumentException e) {
            throw ReplicationException.source(
                    "Cannot open " + connection.uri() + " of connection " + connection.name() + ": " + e.getMessage(),
                    e);
        }
    }

    private static Configuration configuration(HdfsConnection connection) {
        Configuration configuration = new Configuration();
        java.nio.file.Path folder = connection.configuration();
        if (folder != null) {
            configuration.addResource(new Path(folder.resolve("core-site.xml").toUri()));
            configuration.addResource(new Path(folder.resolve("hdfs-site.xml").toUri()));
        }
        return configuration;
    }

    @Override
    public Optional<Delta> discover(DeltaHistory history) {
        return reading("list", () -> {
            List<SourceFile> fresh = history.unknown(target, files.list());
            return fresh.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Delta.ofFiles(
                            target,
                            sequenced(fresh, history.lastSequence(target)),
                            files.place() + " on " + connection.uri()));
        });
    }

    @Override
    public void delivered() {
        files.delivered();
    }

    private static List<SequencedFile> sequenced(List<SourceFile> fresh, long lastSequence) {
        List<SequencedFile> sequenced = new ArrayList<>();
        long last = lastSequence;
        for (SourceFile file : fresh) {
            last = Math.max(Math.multiplyExact(file.modifiedMillis(), MICROS_PER_MILLI), last + 1);
            sequenced.add(new SequencedFile(file, last));
        }
        return sequenced;
    }

    /** A file that is gone by now is left out with a warning; one that changed is found again as a new file. */
    @Override
    public Extraction extract(Delta delta, PartSink parts) {
        return reading("ship delta " + delta.id() + " from", () -> {
            try (LocalCopies copies = new LocalCopies(delta.files(), this::copy)) {
                while (copies.hasNext()) {
                    copies.next().ifPresent(parts::accept);
                }
            }
            return Extraction.SILENT;
        });
    }

    private Optional<FinishedPart> copy(SequencedFile planned) throws IOException {
        SourceFile file = planned.file();
        if (isAsPlanned(file)) {
            PartName name = new PartName(planned.sequence(), 0, extension(file.path()));
            java.nio.file.Path local = settings.folder().resolve(planned.sequence() + "." + name.extension());
            requireRoom(file);
            try (InputStream input = fileSystem.open(new Path(file.path()));
                    ChecksummedOutput output = ChecksummedOutput.create(local)) {
                input.transferTo(output);
                output.flush();
                if (output.size() == file.length() && isAsPlanned(file)) {
                    return Optional.of(new FinishedPart(
                            name, local, output.size(), output.crc32c(), "application/octet-stream", null));
                }
            }
        }
        LOG.warning(() -> "File " + file.path() + " for " + target
                + " is gone or changed since it was found and is left out; if it changed, a later run ships it anew");
        return Optional.empty();
    }

    /** Whole files pass through the local disk, since their checksum must be known before they are sent. */
    private void requireRoom(SourceFile file) throws IOException {
        if (file.length() < LARGE_BYTES) {
            // To ask costs more than to copy a small file.
            return;
        }
        long free = Files.getFileStore(settings.folder()).getUsableSpace();
        if (file.length() > free) {
            throw ReplicationException.source("File " + file.path() + " for " + target + " has " + file.length()
                    + " bytes, but " + settings.folder() + " has room for " + free
                    + ": give the pipeline a state folder on a larger disk, or let the cluster copy such files"
                    + " (docs/replicator.md, very large files)");
        }
    }

    private boolean isAsPlanned(SourceFile file) throws IOException {
        return current(file).filter(file::equals).isPresent();
    }

    /** The file as it is now; empty if it is gone. */
    private Optional<SourceFile> current(SourceFile file) throws IOException {
        try {
            return Optional.of(CompleteFiles.described(fileSystem.getFileStatus(new Path(file.path()))));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private String extension(String path) {
        String word = format.word();
        return !format.selfDescribing() && path.endsWith(".gz") ? word + ".gz" : word;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T take() throws IOException;
    }

    private <T> T reading(String action, Reading<T> reading) {
        try {
            return reading.take();
        } catch (IOException e) {
            throw ReplicationException.source(
                    "Could not " + action + " " + files.place() + " on connection " + connection.name() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        try (FileFinder ignored = files) {
            fileSystem.close();
        } catch (IOException e) {
            throw ReplicationException.source("Cannot close " + fileSystem.getUri(), e);
        }
    }
}
