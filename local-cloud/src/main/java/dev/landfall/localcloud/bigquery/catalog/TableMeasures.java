package dev.landfall.localcloud.bigquery.catalog;

import com.google.common.collect.MapMaker;
import dev.landfall.localcloud.bigquery.engine.Session;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * What was measured of tables, so that it is measured once for as long as a table stays as it is: whoever changes its rows
 * or columns puts another {@link Table} into the catalog. Thread-safe.
 */
public final class TableMeasures {
    /** By identity, since two versions made in one millisecond may be equal. */
    private final ConcurrentMap<Table, Map<String, Object>> known =
            new MapMaker().weakKeys().makeMap();

    /**
     * @param what tells this measure from others of the table
     * @param measure is asked anew in a transaction, which may see other rows than those that are committed, and for an
     *     external table, whose rows change behind the catalog's back
     */
    public <M> M of(Session session, Table table, String what, Class<M> type, Supplier<M> measure) {
        if (session.inTransaction() || table.properties().has("externalDataConfiguration")) {
            return measure.get();
        }
        return type.cast(known.computeIfAbsent(table, first -> new ConcurrentHashMap<>())
                .computeIfAbsent(what, first -> measure.get()));
    }
}
