package dev.landfall.replicator.source.jdbc;

import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.JdbcConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import org.h2.tools.Server;

/**
 * H2 dressed as HiveServer2 (backquotes, a STRING type), served over TCP since sources load their driver in a class
 * loader of its own, from a folder.
 */
public final class StandInHive implements AutoCloseable {
    private final Server server;
    private final Connection connection;
    private final JdbcConnection config;

    public StandInHive(Path folder) {
        try {
            Path drivers = Files.createDirectories(folder.resolve("drivers"));
            Path driver = Path.of(org.h2.Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Files.copy(driver, drivers.resolve("h2.jar"));
            System.setProperty("h2.bindAddress", "127.0.0.1");
            server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                    .start();
            String url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort()
                    + "/./hive;MODE=MySQL;DATABASE_TO_LOWER=TRUE;TIME ZONE=UTC";
            config = new JdbcConnection("warehouse", Dialect.HIVE, url, "sa", null, drivers, ZoneOffset.UTC);
            connection = DriverManager.getConnection(url, "sa", "");
            execute("CREATE DOMAIN IF NOT EXISTS string AS VARCHAR", "CREATE SCHEMA IF NOT EXISTS db");
        } catch (SQLException | URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JdbcConnection config() {
        return config;
    }

    public void execute(String... statements) {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            server.stop();
        }
    }
}
