package dev.landfall.replicator.source.hive;

import dev.landfall.replicator.pipeline.HiveConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One JDBC connection, opened when first needed. Not thread-safe. */
public final class HiveSession implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(HiveSession.class.getName());

    private final HiveConnection config;
    private @Nullable DriverFolder drivers;
    private @Nullable Connection connection;

    public HiveSession(HiveConnection config) {
        this.config = config;
    }

    /** The connection; closing this session closes it. */
    public Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            DriverFolder folder = DriverFolder.open(config);
            drivers = folder;
            open = folder.connect();
            connection = open;
        }
        return open;
    }

    @Override
    public void close() {
        try (DriverFolder ignored = drivers) {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, e, () -> "Connection " + config.name() + " did not close");
        }
    }
}
