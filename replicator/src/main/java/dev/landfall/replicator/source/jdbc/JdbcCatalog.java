package dev.landfall.replicator.source.jdbc;

import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.JdbcConnection;
import dev.landfall.replicator.pipeline.TableCatalog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Asks the database's JDBC metadata; connects anew for each question. */
public final class JdbcCatalog implements TableCatalog {
    private static final String[] TABLES = {"TABLE", "BASE TABLE", "PARTITIONED TABLE"};

    @Override
    public List<CatalogEntry> tables(JdbcConnection connection) {
        try (JdbcSession session = new JdbcSession(connection)) {
            List<CatalogEntry> tables = new ArrayList<>();
            try (ResultSet results = session.connection().getMetaData().getTables(null, null, "%", TABLES.clone())) {
                while (results.next()) {
                    String schema = results.getString("TABLE_SCHEM");
                    // MySQL's databases are catalogs to JDBC.
                    String database = schema == null ? results.getString("TABLE_CAT") : schema;
                    tables.add(new CatalogEntry(database, results.getString("TABLE_NAME")));
                }
            }
            return tables;
        } catch (SQLException e) {
            throw ReplicationException.source(
                    "Could not list the tables of connection " + connection.name() + ": " + e.getMessage(), e);
        }
    }
}
