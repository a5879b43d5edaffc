package dev.landfall.migration.initialload;

import dev.landfall.replicator.pipeline.HdfsConnection;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileChecksum;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.SnapshottableDirectoryStatus;
import org.jspecify.annotations.Nullable;

/**
 * Tables in HDFS. The CRC32C of a whole file is put together by the data nodes from the checksums that they keep anyway
 * (composite CRC), so no byte of the table is read for it.
 */
public final class HadoopFiles implements TableFiles {
    private static final Logger LOG = Logger.getLogger(HadoopFiles.class.getName());
    private static final String WHOLE_FILE_CRC32C = "COMPOSITE-CRC32C";

    private final Configuration configuration;

    /** @param connection of the pipeline file; null if a table's location says all that is needed */
    public HadoopFiles(@Nullable HdfsConnection connection) {
        this.configuration = new Configuration();
        java.nio.file.Path folder = connection == null ? null : connection.configuration();
        if (folder != null) {
            configuration.addResource(new Path(folder.resolve("core-site.xml").toUri()));
            configuration.addResource(new Path(folder.resolve("hdfs-site.xml").toUri()));
        }
        configuration.set("dfs.checksum.combine.mode", "COMPOSITE_CRC");
    }

    @Override
    public List<TableFile> list(String folder) {
        try {
            FileSystem files = FileSystem.get(URI.create(folder), configuration);
            Path root = new Path(folder);
            String start = files.getFileStatus(root).getPath().toUri().getPath() + "/";
            List<TableFile> found = new ArrayList<>();
            for (RemoteIterator<LocatedFileStatus> all = files.listFiles(root, true); all.hasNext(); ) {
                LocatedFileStatus file = all.next();
                String path = file.getPath().toUri().getPath().substring(start.length());
                TableFile listed = new TableFile(path, file.getLen(), null);
                if (file.getLen() > 0 && !listed.hidden()) {
                    found.add(new TableFile(path, file.getLen(), crc32c(files, file.getPath())));
                }
            }
            found.sort(Comparator.comparing(TableFile::path));
            return List.copyOf(found);
        } catch (IOException | IllegalArgumentException e) {
            throw new InitialLoadException("Cannot list the files in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable String crc32c(FileSystem files, Path file) throws IOException {
        try {
            FileChecksum checksum = files.getFileChecksum(file);
            return checksum != null && checksum.getAlgorithmName().equals(WHOLE_FILE_CRC32C)
                    ? Base64.getEncoder().encodeToString(checksum.getBytes())
                    : null;
        } catch (FileNotFoundException e) {
            // Gone since it was listed: the comparison with the copy finds that out.
            return null;
        }
    }

    @Override
    public Optional<Stable> snapshot(String folder, String name) {
        try {
            if (!(FileSystem.get(URI.create(folder), configuration) instanceof DistributedFileSystem hdfs)) {
                return Optional.empty();
            }
            String path = new Path(folder).toUri().getPath();
            Optional<String> root = snapshottable(hdfs, path);
            if (root.isEmpty()) {
                return Optional.empty();
            }
            Path taken = new Path(root.get(), ".snapshot/" + name);
            if (!hdfs.exists(taken)) {
                hdfs.createSnapshot(new Path(root.get()), name);
            }
            Path stable = new Path(
                    hdfs.getUri().toString() + taken + path.substring(root.get().length()));
            return Optional.of(new Stable(new LoadState.Snapshot(hdfs.getUri() + root.get(), name), stable.toString()));
        } catch (IOException e) {
            throw new InitialLoadException(
                    "Cannot take a snapshot of " + folder + ": " + e.getMessage()
                            + ". Say --snapshots never to copy the folder as it is",
                    e);
        }
    }

    /** The folder itself, or the nearest above it, that an administrator has made snapshottable. */
    private static Optional<String> snapshottable(DistributedFileSystem hdfs, String path) throws IOException {
        SnapshottableDirectoryStatus @Nullable [] all = hdfs.getSnapshottableDirListing();
        return all == null
                ? Optional.empty()
                : Arrays.stream(all)
                        .map(status -> status.getFullPath().toUri().getPath())
                        .filter(root -> path.equals(root) || path.startsWith(root + "/"))
                        .max(Comparator.comparingInt(String::length));
    }

    @Override
    public void drop(LoadState.Snapshot snapshot) {
        try {
            FileSystem files = FileSystem.get(URI.create(snapshot.root()), configuration);
            Path root = new Path(snapshot.root());
            if (files.exists(new Path(root, ".snapshot/" + snapshot.name()))) {
                files.deleteSnapshot(root, snapshot.name());
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, e, () -> "Snapshot " + snapshot + " stays");
            throw new InitialLoadException(
                    "Cannot delete snapshot " + snapshot.name() + " of " + snapshot.root() + ": " + e.getMessage()
                            + ". Delete it with: hdfs dfs -deleteSnapshot " + snapshot.root() + " " + snapshot.name(),
                    e);
        }
    }
}
