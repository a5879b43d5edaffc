package dev.landfall.replicator.pipeline;

import java.util.List;

/** Tells which tables a database has. */
@FunctionalInterface
public interface TableCatalog {

    /**
     * The tables, views left out, in any order. A name that cannot be read from a source is among them.
     *
     * @throws dev.landfall.replicator.failure.ReplicationException when the database does not answer
     */
    List<CatalogEntry> tables(JdbcConnection connection);

    /** A table as the database names it. */
    record CatalogEntry(String schema, String table) {
        @Override
        public String toString() {
            return schema + "." + table;
        }
    }
}
