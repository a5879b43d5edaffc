package dev.landfall.endtoend.tpch;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Hive sandbox as its module built it, in a process that ends with this one. For a quick inner loop, the system
 * property {@code landfall.sandbox.ports} names the ports file of one that runs already.
 */
public final class SandboxForTest implements AutoCloseable {
    private static final Path MODULE =
            Path.of(System.getProperty("landfall.home", "..")).resolve("hive-sandbox");
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    private final @Nullable Process process;
    private final URLClassLoader drivers;
    private final Properties addresses;

    private SandboxForTest(@Nullable Process process, URLClassLoader drivers, Properties addresses) {
        this.process = process;
        this.drivers = drivers;
        this.addresses = addresses;
    }

    public static SandboxForTest start(Path directory) throws IOException, InterruptedException {
        String running = System.getProperty("landfall.sandbox.ports");
        if (running != null) {
            return new SandboxForTest(null, drivers(), read(Path.of(running)));
        }
        Path ports = directory.resolve("ports");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + MODULE.resolve("src/main/launch/jvm.options"),
                "dev.landfall.hivesandbox.HiveSandboxMain",
                "--directory",
                directory.toString(),
                "--ports-file",
                ports.toString(),
                "--exit-on-stdin-close");
        builder.environment()
                .put(
                        "CLASSPATH",
                        MODULE.resolve("target/classes") + ":"
                                + Files.readString(MODULE.resolve("target/runtime.classpath"))
                                        .strip());
        builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile());
        Process process = builder.start();
        Instant deadline = Instant.now().plus(START_TIMEOUT);
        while (!Files.exists(ports)) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || Instant.now().isAfter(deadline)) {
                process.destroyForcibly();
                throw new IOException("No Hive sandbox: " + Files.readString(directory.resolve("output")));
            }
        }
        return new SandboxForTest(process, drivers(), read(ports));
    }

    public Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", "root");
        return ServiceLoader.load(Driver.class, drivers)
                .findFirst()
                .orElseThrow()
                .connect(addresses.getProperty("hive.jdbc.url"), login);
    }

    /** The JDBC URL of HiveServer2. */
    public String url() {
        return addresses.getProperty("hive.jdbc.url");
    }

    /** The folder with Hive's driver. */
    public static Path driverFolder() {
        return MODULE.resolve("target/drivers");
    }

    public URI hdfs() {
        return URI.create(addresses.getProperty("hdfs.uri"));
    }

    @Override
    public void close() throws IOException {
        drivers.close();
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    private static URLClassLoader drivers() throws IOException {
        try (Stream<Path> jars = Files.list(driverFolder())) {
            Path[] files = jars.toArray(Path[]::new);
            URL[] urls = new URL[files.length];
            for (int i = 0; i < files.length; i++) {
                urls[i] = files[i].toUri().toURL();
            }
            if (urls.length == 0) {
                throw new IOException("No driver in " + MODULE + ": " + Arrays.toString(urls));
            }
            return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        }
    }
}
