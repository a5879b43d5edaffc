package dev.landfall.hivesandbox;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The sandbox's place on the local disk: {@code data} goes at the end, {@code logs} stays. */
record SandboxDirectory(Path root) {

    /** Makes the folders, with no data from an earlier run. */
    static SandboxDirectory prepare(Path root) throws IOException {
        SandboxDirectory directory = new SandboxDirectory(root);
        directory.deleteData();
        Files.createDirectories(directory.temporary());
        Files.createDirectories(directory.logs());
        return directory;
    }

    Path hdfs() {
        return data().resolve("hdfs");
    }

    Path hive() {
        return data().resolve("hive");
    }

    Path temporary() {
        return data().resolve("tmp");
    }

    Path logs() {
        return root.resolve("logs");
    }

    /** Warnings and errors of Hadoop and Hive. */
    Path log() {
        return logs().resolve("hive-sandbox.log");
    }

    /** What Hive prints past its logger. */
    Path console() {
        return logs().resolve("console.log");
    }

    void deleteData() throws IOException {
        if (!Files.exists(data())) {
            return;
        }
        Files.walkFileTree(data(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private Path data() {
        return root.resolve("data");
    }
}
