package dev.landfall.hivesandbox;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.Nullable;

/**
 * HDFS and HiveServer2 together; one per JVM, since Hive's metastore is configured by system properties. It ends with
 * the JVM: a datanode refuses to be shut down by a shutdown hook, and what it holds is thrown away anyway.
 */
final class HiveSandbox {
    /** Before Hadoop closes its file systems, which it does at priority 10. */
    private static final int STOP_HIVE_PRIORITY = 100;

    /** After everything that may still write. */
    private static final int DELETE_DATA_PRIORITY = 0;

    private static final int STOP_TIMEOUT_SECONDS = 20;

    private final SandboxDirectory directory;
    private volatile @Nullable EmbeddedHiveServer hive;

    HiveSandbox(SandboxDirectory directory) {
        this.directory = directory;
    }

    /** Returns once both answer; whenever the JVM ends, also before that, Hive stops and the data is removed. */
    Addresses start() throws IOException, InterruptedException {
        atJvmEnd(STOP_HIVE_PRIORITY, this::stopHive);
        atJvmEnd(DELETE_DATA_PRIORITY, this::deleteData);
        LoopbackHdfs hdfs = LoopbackHdfs.start(directory);
        EmbeddedHiveServer started = EmbeddedHiveServer.start(hdfs, directory);
        hive = started;
        return new Addresses(started.jdbcUrl(), hdfs.uri());
    }

    private static void atJvmEnd(int priority, Runnable step) {
        ShutdownHookManager.get().addShutdownHook(step, priority, STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private void stopHive() {
        EmbeddedHiveServer running = hive;
        if (running != null) {
            running.stop();
        }
    }

    private void deleteData() {
        try {
            directory.deleteData();
        } catch (IOException e) {
            LogManager.getLogger(HiveSandbox.class).error("The sandbox's data stays in {}", directory.root(), e);
        }
    }
}
