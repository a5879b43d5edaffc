package dev.landfall.replicator.source.jdbc;

import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.JdbcConnection;
import dev.landfall.replicator.pipeline.KerberosLogin;
import dev.landfall.replicator.source.kerberos.KeytabLogin;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;

/**
 * The JDBC driver of one connection, in a class loader that sees its folder's jars and the JDK only: drivers bring
 * copies of many libraries, and each cluster needs the driver of its own version.
 */
final class DriverFolder implements AutoCloseable {
    private final JdbcConnection connection;
    private final URLClassLoader loader;

    private DriverFolder(JdbcConnection connection, URLClassLoader loader) {
        this.connection = connection;
        this.loader = loader;
    }

    static DriverFolder open(JdbcConnection connection) {
        List<URL> jars = jars(connection);
        if (jars.isEmpty()) {
            throw ReplicationException.configuration("Folder " + connection.drivers() + " of connection "
                    + connection.name() + " holds no jar: put the JDBC driver of your Hive or Impala there");
        }
        return new DriverFolder(
                connection,
                new URLClassLoader(
                        "drivers of " + connection.name(),
                        jars.toArray(URL[]::new),
                        ClassLoader.getPlatformClassLoader()));
    }

    private static List<URL> jars(JdbcConnection connection) {
        List<URL> jars = new ArrayList<>();
        if (!Files.isDirectory(connection.drivers())) {
            return jars;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(connection.drivers(), "*.jar")) {
            for (Path file : files) {
                jars.add(file.toUri().toURL());
            }
            return jars;
        } catch (MalformedURLException e) {
            throw new IllegalStateException("A path has a URL", e);
        } catch (IOException e) {
            throw ReplicationException.source("Cannot list the drivers in " + connection.drivers(), e);
        }
    }

    Connection connect() throws SQLException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            KerberosLogin kerberos = connection.kerberos();
            return kerberos == null
                    ? openConnection()
                    : new KeytabLogin(kerberos, connection.name()).run(this::openConnection, SQLException.class);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Connection openConnection() throws SQLException {
        Connection opened = driver().connect(connection.url(), properties());
        if (opened == null) {
            throw new SQLException("the driver did not take the URL");
        }
        return opened;
    }

    private Driver driver() throws SQLException {
        List<String> seen = new ArrayList<>();
        for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
            if (driver.acceptsURL(connection.url())) {
                return driver;
            }
            seen.add(driver.getClass().getName());
        }
        throw ReplicationException.configuration(
                "No driver in " + connection.drivers() + " takes the URL of connection " + connection.name()
                        + "; found: " + (seen.isEmpty() ? "none" : String.join(", ", seen)));
    }

    private Properties properties() {
        Properties properties = new Properties();
        connection.userName().ifPresent(user -> properties.setProperty("user", user));
        connection.secret().ifPresent(secret -> properties.setProperty("password", secret.value()));
        return properties;
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw ReplicationException.source("Cannot close the drivers of " + connection.name(), e);
        }
    }
}
