package dev.landfall.replicator.source.jdbc;

import dev.landfall.replicator.pipeline.JdbcConnection;
import java.util.HashMap;
import java.util.Map;

/** The open sessions of one thread, one per connection: to connect costs more than to ask an idle table. */
public final class JdbcSessions implements AutoCloseable {
    private final Map<String, JdbcSession> sessions = new HashMap<>();

    /** The session of this connection, opened or not. */
    public JdbcSession of(JdbcConnection connection) {
        return sessions.computeIfAbsent(connection.name(), name -> new JdbcSession(connection));
    }

    /** How many queries were asked of all of them. */
    public long queries() {
        return sessions.values().stream().mapToLong(JdbcSession::queries).sum();
    }

    @Override
    public void close() {
        sessions.values().forEach(JdbcSession::close);
        sessions.clear();
    }
}
