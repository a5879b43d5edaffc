package dev.landfall.replicator.state;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.failure.ReplicationException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Lets any number of replicas share the tables of a state database. All times are the database's, so clocks of replicas
 * need not agree. Safe for use by several threads.
 */
public final class Leases implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Leases.class.getName());
    private static final int RENEWALS_PER_LEASE = 3;
    private static final String EXPIRY = "CURRENT_TIMESTAMP + CAST(? AS INTEGER) * INTERVAL '1' SECOND";

    private final DataSource dataSource;
    private final String holder;
    private final int seconds;
    private final Map<TableId, Lease> held = new ConcurrentHashMap<>();
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "landfall-leases");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param holder names this replica, for people; unique among the replicas that are alive
     * @param length how long a dead replica's tables stay out of reach; whole seconds
     */
    Leases(DataSource dataSource, String holder, Duration length) {
        this.dataSource = dataSource;
        this.holder = holder;
        this.seconds = Math.toIntExact(Math.max(1, length.toSeconds()));
        long millis = Math.max(100, length.toMillis() / RENEWALS_PER_LEASE);
        var unused = renewal.scheduleWithFixedDelay(this::renewAll, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Claims a table that nobody holds, or whose holder let its lease expire. */
    public Optional<Lease> claim(TableId table) {
        Optional<Lease> claimed = Statements.inTransaction(
                dataSource,
                connection -> {
                    int taken = Statements.update(
                            connection,
                            "UPDATE leases SET holder = ?, token = token + 1, expires_at = " + EXPIRY
                                    + " WHERE target = ? AND expires_at < CURRENT_TIMESTAMP",
                            holder,
                            seconds,
                            table.toString());
                    if (taken == 0 && exists(connection, table)) {
                        return Optional.empty();
                    }
                    if (taken == 0) {
                        Statements.update(
                                connection,
                                "INSERT INTO leases (target, holder, token, expires_at) VALUES (?, ?, 1, " + EXPIRY
                                        + ")",
                                table.toString(),
                                holder,
                                seconds);
                    }
                    return Statements.query(
                                    connection,
                                    "SELECT token FROM leases WHERE target = ?",
                                    row -> new Lease(table, holder, row.required(1, Long.class)),
                                    table.toString())
                            .stream()
                            .findFirst();
                },
                Optional.empty());
        claimed.ifPresent(lease -> held.put(table, lease));
        return claimed;
    }

    private static boolean exists(java.sql.Connection connection, TableId table) throws SQLException {
        return !Statements.query(
                        connection,
                        "SELECT token FROM leases WHERE target = ?",
                        row -> row.required(1, Long.class),
                        table.toString())
                .isEmpty();
    }

    /** Who holds the table now; empty if nobody does. */
    public Optional<String> holder(TableId table) {
        return Statements.inTransaction(
                        dataSource,
                        connection -> Statements.query(
                                connection,
                                "SELECT holder FROM leases WHERE target = ? AND expires_at >= CURRENT_TIMESTAMP",
                                row -> row.required(1, String.class),
                                table.toString()))
                .stream()
                .findFirst();
    }

    /** Gives a lease up, so that others need not wait until it expires. */
    public void release(Lease lease) {
        held.remove(lease.table());
        Statements.inTransaction(
                dataSource,
                connection -> Statements.update(
                        connection,
                        "UPDATE leases SET expires_at = CURRENT_TIMESTAMP - INTERVAL '1' SECOND WHERE target = ? AND token = ?",
                        lease.table().toString(),
                        lease.token()));
    }

    private void renewAll() {
        for (Lease lease : List.copyOf(held.values())) {
            try {
                Statements.inTransaction(
                        dataSource,
                        connection -> Statements.update(
                                connection,
                                "UPDATE leases SET expires_at = " + EXPIRY + " WHERE target = ? AND token = ?",
                                seconds,
                                lease.table().toString(),
                                lease.token()));
            } catch (ReplicationException e) {
                // The next renewal tries again; if none succeeds, the state database refuses this holder's steps.
                LOG.log(Level.WARNING, e, () -> "The lease of " + lease.table() + " could not be renewed");
            }
        }
    }

    /** Stops the renewal; leases that are still held expire. */
    @Override
    public void close() {
        renewal.shutdownNow();
    }
}
