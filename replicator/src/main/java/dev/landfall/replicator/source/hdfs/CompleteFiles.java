package dev.landfall.replicator.source.hdfs;

import dev.landfall.replicator.delta.SourceFile;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.HdfsSourceConfig;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.protocol.HdfsFileStatus;

/**
 * The files of a directory that are complete: not hidden ({@code _}, {@code .}), not temporary ({@code .tmp},
 * {@code ._COPYING_}, {@code .crc}), not empty, closed by their writer, and unchanged for the quiet time.
 */
final class CompleteFiles implements FileFinder {
    private static final String SUCCESS = "_SUCCESS";

    private final FileSystem fileSystem;
    private final FileClosure closure;
    private final Path directory;
    private final Duration quiet;
    private final boolean successRequired;
    private final Clock clock;

    CompleteFiles(FileSystem fileSystem, FileClosure closure, HdfsSourceConfig config, Clock clock) {
        this.fileSystem = fileSystem;
        this.closure = closure;
        this.directory = new Path(config.directory());
        this.quiet = config.quiet();
        this.successRequired = config.successRequired();
        this.clock = clock;
    }

    /** Oldest first; files of the same time by path. None before {@code _SUCCESS}, where it is required. */
    @Override
    public List<SourceFile> list() throws IOException {
        if (successRequired && !fileSystem.exists(new Path(directory, SUCCESS))) {
            return List.of();
        }
        List<SourceFile> files = new ArrayList<>();
        for (FileStatus status : statuses()) {
            if (isHidden(status.getPath().getName())) {
                continue;
            }
            if (status.isDirectory()) {
                throw ReplicationException.source("Directory " + directory + " has a subdirectory "
                        + status.getPath().getName() + ", and partitioned directories are not supported yet:"
                        + " name the directory that holds the files");
            }
            if (isComplete(status)) {
                files.add(described(status));
            }
        }
        files.sort(Comparator.comparingLong(SourceFile::modifiedMillis).thenComparing(SourceFile::path));
        return files;
    }

    private FileStatus[] statuses() throws IOException {
        try {
            return fileSystem.listStatus(directory);
        } catch (FileNotFoundException e) {
            throw ReplicationException.source("There is no directory " + directory + " on " + fileSystem.getUri(), e);
        }
    }

    @Override
    public String place() {
        return "directory " + directory;
    }

    private static boolean isHidden(String name) {
        return name.startsWith("_")
                || name.startsWith(".")
                || name.endsWith(".tmp")
                || name.endsWith("._COPYING_")
                || name.endsWith(".crc");
    }

    private boolean isComplete(FileStatus status) throws IOException {
        boolean settled = quiet.isZero() || status.getModificationTime() + quiet.toMillis() <= clock.millis();
        return status.getLen() > 0 && settled && closure.isClosed(status.getPath());
    }

    static SourceFile described(FileStatus status) {
        long fileId = status instanceof HdfsFileStatus hdfs ? hdfs.getFileId() : 0;
        return new SourceFile(
                status.getPath().toUri().getPath(), fileId, status.getLen(), status.getModificationTime());
    }
}
