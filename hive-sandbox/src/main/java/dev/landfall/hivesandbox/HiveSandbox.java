package dev.landfall.hivesandbox;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * HDFS and HiveServer2 together; one per JVM, since Hive's metastore is configured by system properties. May be closed
 * by another thread at any moment, also while it starts.
 */
final class HiveSandbox implements AutoCloseable {
    private final SandboxDirectory directory;
    private volatile @Nullable LoopbackHdfs hdfs;
    private volatile @Nullable EmbeddedHiveServer hive;

    HiveSandbox(SandboxDirectory directory) {
        this.directory = directory;
    }

    /** Returns once both answer. */
    Addresses start() throws IOException, InterruptedException {
        LoopbackHdfs startedHdfs = LoopbackHdfs.start(directory);
        hdfs = startedHdfs;
        EmbeddedHiveServer startedHive = EmbeddedHiveServer.start(startedHdfs, directory);
        hive = startedHive;
        return new Addresses(startedHive.jdbcUrl(), startedHdfs.uri());
    }

    /** Stops Hive, then HDFS, whichever runs, and removes the data; the logs stay. */
    @Override
    public void close() throws IOException {
        EmbeddedHiveServer runningHive = hive;
        LoopbackHdfs runningHdfs = hdfs;
        try {
            if (runningHive != null) {
                runningHive.close();
            }
        } finally {
            if (runningHdfs != null) {
                runningHdfs.close();
            }
        }
        directory.deleteData();
    }
}
