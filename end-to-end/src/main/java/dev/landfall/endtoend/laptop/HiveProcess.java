package dev.landfall.endtoend.laptop;

import dev.landfall.endtoend.process.JavaCommand;
import dev.landfall.endtoend.process.ProcessFailedException;
import dev.landfall.endtoend.process.Supervisor;
import java.io.IOException;
import java.io.Reader;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;

/** Real HDFS and HiveServer2 in a JVM of their own; connections come from the driver that the replicator uses. */
public final class HiveProcess {
    private static final int HEAP_MEBIBYTES = 768;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Installation installation;
    private final Path portsFile;
    private final Supervisor supervisor;

    private HiveProcess(Installation installation, Supervisor supervisor, Path portsFile) {
        this.installation = installation;
        this.supervisor = supervisor;
        this.portsFile = portsFile;
    }

    /** Starts Hive without waiting for it; the other methods wait. */
    public static HiveProcess start(Installation installation, Supervisor supervisor, Path directory) {
        Path portsFile = directory.resolve("hive.properties");
        List<String> arguments = List.of(
                "--directory",
                directory.resolve("hive").toString(),
                "--ports-file",
                portsFile.toString(),
                "--exit-on-stdin-close");
        JavaCommand command = JavaCommand.mainClass(
                        installation.classPath("hive-sandbox"), "dev.landfall.hivesandbox.HiveSandboxMain", arguments)
                .withOptions("@" + installation.hiveJvmOptions())
                .small(HEAP_MEBIBYTES);
        supervisor.start("hive-sandbox", command, Map.of());
        return new HiveProcess(installation, supervisor, portsFile);
    }

    public String jdbcUrl() throws InterruptedException {
        return property("hive.jdbc.url");
    }

    public String hdfsUri() throws InterruptedException {
        return property("hdfs.uri");
    }

    /** A new connection as the user {@code root}; the caller closes it. */
    public Connection connect() throws InterruptedException, SQLException {
        Properties login = new Properties();
        login.setProperty("user", "root");
        String url = jdbcUrl();
        for (Driver driver : ServiceLoader.load(Driver.class, driverLoader())) {
            if (driver.acceptsURL(url)) {
                Connection connection = driver.connect(url, login);
                if (connection != null) {
                    return connection;
                }
            }
        }
        throw new ProcessFailedException("No JDBC driver in " + installation.hiveDrivers() + " takes " + url);
    }

    private ClassLoader driverLoader() {
        List<URL> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(installation.hiveDrivers(), "*.jar")) {
            for (Path file : files) {
                jars.add(file.toUri().toURL());
            }
        } catch (MalformedURLException e) {
            throw new IllegalStateException("A file has no URL", e);
        } catch (IOException e) {
            throw new ProcessFailedException("No Hive driver in " + installation.hiveDrivers(), e);
        }
        return new URLClassLoader("hive-driver", jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private String property(String name) throws InterruptedException {
        supervisor.awaitFile("Hive", portsFile, START_LIMIT);
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(portsFile)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new ProcessFailedException("Cannot read " + portsFile + ": " + e.getMessage(), e);
        }
        String value = properties.getProperty(name);
        if (value == null) {
            throw new ProcessFailedException(portsFile + " does not say " + name);
        }
        return value;
    }
}
