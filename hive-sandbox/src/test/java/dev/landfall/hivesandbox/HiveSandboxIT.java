package dev.landfall.hivesandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HiveSandboxIT {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    @Test
    void servesEveryFormatOnLoopbackAndEndsWithItsParent(@TempDir Path directory) throws Exception {
        try (SandboxProcess sandbox = SandboxProcess.launch(directory)) {
            Properties addresses = sandbox.awaitReady(START_TIMEOUT);

            try (URLClassLoader drivers = driverLoader();
                    Connection connection = connect(drivers, addresses.getProperty("hive.jdbc.url"))) {
                for (String format : List.of("AVRO", "PARQUET", "ORC")) {
                    writeAndReadBack(connection, format);
                }
                assertThat(filesOf(
                                addresses.getProperty("hdfs.uri"), "/user/hive/warehouse/reading_orc/day=2026-01-02"))
                        .singleElement()
                        .asString()
                        .endsWith("000000_0");
            }
            assertThat(Listeners.of(sandbox.handle())).isNotEmpty().allMatch(Listeners.LOOPBACK::contains);

            sandbox.closeStandardInput();
            assertThat(sandbox.awaitExit(STOP_TIMEOUT)).isZero();
            assertThat(sandbox.output()).isEqualTo("READY\n");
            assertThat(sandbox.errors()).isEmpty();
            assertThat(namesIn(directory)).containsExactlyInAnyOrder("logs", "stdout", "stderr");
        }
    }

    @Test
    void stopsWhileItStarts(@TempDir Path directory) throws Exception {
        try (SandboxProcess sandbox = SandboxProcess.launch(directory)) {
            sandbox.awaitStarting(START_TIMEOUT);
            sandbox.terminate();
            sandbox.awaitExit(STOP_TIMEOUT);
            assertThat(sandbox.output()).isEmpty();
            assertThat(directory.resolve("ports")).doesNotExist();
        }
    }

    private static void writeAndReadBack(Connection connection, String format) throws SQLException {
        String table = "reading_" + format.toLowerCase(Locale.ROOT);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + table + " (id BIGINT, name STRING, amount DECIMAL(15,2), at TIMESTAMP)"
                    + " PARTITIONED BY (day STRING) STORED AS " + format);
            statement.execute("INSERT INTO " + table + " SELECT 1, 'é\t\\'\"', CAST(12.3 AS DECIMAL(15,2)),"
                    + " TIMESTAMP '2026-01-02 03:04:05.678', '2026-01-02'");
            statement.execute("INSERT INTO " + table + " SELECT 2, NULL, NULL, NULL, '2026-01-03'");
            assertThat(rows(statement, "SELECT * FROM " + table + " WHERE day = '2026-01-02'"))
                    .as(format)
                    .containsExactly("1|é\t'\"|12.30|2026-01-02 03:04:05.678|2026-01-02");
            assertThat(rows(statement, "SELECT COUNT(*), SUM(amount) FROM " + table))
                    .as(format)
                    .containsExactly("2|12.30");
        }
    }

    private static List<String> rows(Statement statement, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet results = statement.executeQuery(query)) {
            int columns = results.getMetaData().getColumnCount();
            while (results.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    values.add(String.valueOf(results.getString(column)));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }

    private static URLClassLoader driverLoader() throws IOException {
        List<URL> jars = new ArrayList<>();
        for (Path jar : SandboxProcess.drivers()) {
            jars.add(jar.toUri().toURL());
        }
        return new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static Connection connect(ClassLoader drivers, String url) throws SQLException {
        Driver driver = ServiceLoader.load(Driver.class, drivers).findFirst().orElseThrow();
        Properties properties = new Properties();
        properties.setProperty("user", "root");
        properties.setProperty("password", "");
        return driver.connect(url, properties);
    }

    private static List<String> filesOf(String hdfs, String folder) throws IOException {
        try (FileSystem files = FileSystem.newInstance(URI.create(hdfs), new Configuration())) {
            List<String> names = new ArrayList<>();
            for (FileStatus file : files.listStatus(new org.apache.hadoop.fs.Path(folder))) {
                names.add(file.getPath().toString());
            }
            return names;
        }
    }

    private static List<String> namesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
