package dev.landfall.hivesandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where the sandbox answers.
 *
 * @param hiveJdbcUrl for any Hive JDBC driver
 * @param hdfs the default file system
 */
record Addresses(String hiveJdbcUrl, URI hdfs) {

    /** Writes them as a properties file that appears whole or not at all. */
    void writeTo(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("The ports file cannot be the root folder: " + file);
        }
        Files.createDirectories(folder);
        Path unfinished = Files.createTempFile(folder, ".ports-", ".tmp");
        Files.writeString(unfinished, "hive.jdbc.url=" + hiveJdbcUrl + "\nhdfs.uri=" + hdfs + "\n");
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
