package dev.landfall.replicator.source.hdfs;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** Tells whether a writer still has a file open. */
@FunctionalInterface
interface FileClosure {

    boolean isClosed(Path path) throws IOException;

    /** HDFS knows; other file systems do not tell, and their files count as closed. */
    static FileClosure of(FileSystem fileSystem) {
        return fileSystem instanceof DistributedFileSystem hdfs ? hdfs::isFileClosed : path -> true;
    }
}
