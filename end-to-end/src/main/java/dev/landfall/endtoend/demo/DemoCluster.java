package dev.landfall.endtoend.demo;

import dev.landfall.endtoend.laptop.Installation;
import dev.landfall.endtoend.laptop.Laptop;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/**
 * What an administrator sets up on a cluster before an initial load: a {@code hadoop} command with DistCp and the Cloud
 * Storage connector, its settings in core-site.xml, and a warehouse of which snapshots may be taken.
 */
public final class DemoCluster {
    private static final String SCRIPT = """
            #!/bin/sh
            # Stands for the cluster's own 'hadoop distcp'.
            shift
            exec '%s' -XX:TieredStopAtLevel=1 -Xmx256m -cp '%s' org.apache.hadoop.tools.DistCp "$@"
            """;

    private DemoCluster() {}

    /** Writes the command; returns its path. */
    public static Path writeCommand(Path directory, Installation installation, Map<String, String> environment)
            throws IOException {
        Path settings = Files.createDirectories(directory.resolve("hadoop-conf"));
        Files.writeString(settings.resolve("core-site.xml"), coreSite(environment), StandardCharsets.UTF_8);
        Path command = directory.resolve("hadoop");
        String classPath = settings + ":" + installation.distcp() + "/*:" + installation.classPath("hive-sandbox");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(command, SCRIPT.formatted(java, classPath), StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        return command;
    }

    /** In the cloud the last two are left out, and the nodes' service account is used. */
    private static String coreSite(Map<String, String> environment) {
        return Map.of(
                        "fs.gs.impl", "com.google.cloud.hadoop.fs.gcs.GoogleHadoopFileSystem",
                        "fs.AbstractFileSystem.gs.impl", "com.google.cloud.hadoop.fs.gcs.GoogleHadoopFS",
                        "fs.gs.project.id", Laptop.PROJECT,
                        "mapreduce.framework.name", "local",
                        "fs.gs.storage.root.url", environment.get("STORAGE_EMULATOR_HOST") + "/",
                        "fs.gs.auth.type", "UNAUTHENTICATED")
                .entrySet()
                .stream()
                .map(setting -> "  <property><name>" + setting.getKey() + "</name><value>" + setting.getValue()
                        + "</value></property>\n")
                .collect(Collectors.joining("", "<?xml version=\"1.0\"?>\n<configuration>\n", "</configuration>\n"));
    }

    static void allowSnapshots(URI hdfs, String folder) throws IOException {
        try (FileSystem files = FileSystem.newInstance(hdfs, new Configuration())) {
            ((DistributedFileSystem) files).allowSnapshot(new org.apache.hadoop.fs.Path(folder));
        }
    }
}
