package dev.landfall.replicator.source.jdbc;

import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.JdbcConnection;
import dev.landfall.replicator.pipeline.SourceTableName;
import java.io.IOException;
import java.sql.SQLException;

/** Whatever is done with a table: a failure names the table and its connection, and ends a session that may be broken. */
record TableAccess(SourceTableName table, JdbcConnection connection, JdbcSession session) {

    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException, IOException;
    }

    /** @param action for the message, "read" in "Could not read table ..." */
    <T> T attempt(String action, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            // The next table opens it anew.
            session.close();
            throw failed(action, e);
        } catch (IOException | IllegalArgumentException e) {
            throw failed(action, e);
        }
    }

    private ReplicationException failed(String action, Exception cause) {
        return ReplicationException.source(
                "Could not " + action + " table " + table + " on connection " + connection.name() + ": "
                        + cause.getMessage(),
                cause);
    }
}
