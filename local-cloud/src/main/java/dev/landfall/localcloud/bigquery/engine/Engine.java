package dev.landfall.localcloud.bigquery.engine;

import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.duckdb.DuckDBConnection;

/**
 * One DuckDB database file with a pool of connections. Beside it, in memory, is the database {@value #RESULTS} for
 * results of queries: they need no durability, and a query that only reads then never waits for a disk. Thread-safe.
 */
public final class Engine implements AutoCloseable {
    /** The name of the database of query results. */
    public static final String RESULTS = "results";

    private static final Logger LOG = Logger.getLogger(Engine.class.getName());

    private final DuckDBConnection root;
    private final SessionSetup setup;
    private final ConcurrentLinkedDeque<DuckDBConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /**
     * @param file the database; made if it is not there
     * @param memoryLimit as DuckDB writes it, for example {@code 512MB}; it spills to disk beyond
     * @param threads that DuckDB may use
     */
    public record Settings(Path file, String memoryLimit, int threads) {}

    /** What a dialect layer does to the database once and to every new connection. */
    public interface SessionSetup {
        void register(Connection root) throws SQLException;

        void prepare(Connection connection) throws SQLException;
    }

    private Engine(DuckDBConnection root, SessionSetup setup) {
        this.root = root;
        this.setup = setup;
    }

    public static Engine open(Settings settings, SessionSetup setup) {
        try {
            Properties properties = new Properties();
            properties.setProperty("memory_limit", settings.memoryLimit());
            properties.setProperty("threads", String.valueOf(settings.threads()));
            properties.setProperty("temp_directory", settings.file() + ".spill");
            DuckDBConnection root = (DuckDBConnection)
                    DriverManager.getConnection("jdbc:duckdb:" + settings.file().toAbsolutePath(), properties);
            execute(root, "SET GLOBAL TimeZone = 'UTC'");
            execute(root, "ATTACH ':memory:' AS " + DuckDbNames.quote(RESULTS));
            setup.register(root);
            return new Engine(root, setup);
        } catch (SQLException e) {
            throw new EngineException(e);
        }
    }

    public Session session() {
        DuckDBConnection pooled = idle.pollFirst();
        return new Session(this, pooled == null ? connect() : pooled);
    }

    void giveBack(DuckDBConnection connection) {
        if (closed) {
            discard(connection);
        } else {
            idle.addFirst(connection);
        }
    }

    void discard(DuckDBConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "closing a connection", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        DuckDBConnection connection = idle.pollFirst();
        while (connection != null) {
            discard(connection);
            connection = idle.pollFirst();
        }
        discard(root);
    }

    private DuckDBConnection connect() {
        try {
            DuckDBConnection connection = root.duplicate();
            execute(connection, "SET TimeZone = 'UTC'");
            setup.prepare(connection);
            return connection;
        } catch (SQLException e) {
            throw new EngineException(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
