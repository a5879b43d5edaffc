package dev.landfall.replicator;

import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.JdbcConnection;
import dev.landfall.replicator.pipeline.Secret;
import dev.landfall.replicator.pipeline.StateLocation;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One real PostgreSQL server for all tests of this JVM; each test takes a database of its own. */
public final class RealPostgres {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;

    private final String url;

    private RealPostgres(String url) {
        this.url = url;
    }

    /** An empty database. */
    public static synchronized RealPostgres newDatabase() {
        try {
            EmbeddedPostgres running = server;
            if (running == null) {
                Logger.getLogger("io.zonky.test").setLevel(Level.WARNING);
                running = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofMinutes(2))
                        .setServerConfig("max_connections", "60")
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .start();
                server = running;
            }
            String name = "landfall_" + DATABASES.incrementAndGet();
            try (Connection connection = DriverManager.getConnection(url(running, "postgres"));
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            }
            return new RealPostgres(url(running, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String url(EmbeddedPostgres server, String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database + "?user=postgres";
    }

    public String url() {
        return url;
    }

    public StateLocation state(Path folder) {
        return new StateLocation(folder, url, "postgres", new Secret("postgres"));
    }

    /** A connection of a pipeline; its driver is copied into {@code folder}. */
    public JdbcConnection connection(String name, Path folder) {
        return new JdbcConnection(name, Dialect.POSTGRESQL, url, "postgres", null, drivers(folder), ZoneOffset.UTC);
    }

    /** A folder with PostgreSQL's driver. */
    public static Path drivers(Path folder) {
        try {
            Path drivers = Files.createDirectories(folder.resolve("drivers"));
            Path jar = drivers.resolve("postgresql.jar");
            if (!Files.exists(jar)) {
                Files.copy(
                        Path.of(org.postgresql.Driver.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI()),
                        jar);
            }
            return drivers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public void execute(String... statements) {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Connection open() throws SQLException {
        return DriverManager.getConnection(url);
    }
}
