package dev.landfall.replicator.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.landfall.replicator.failure.Failure;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.keys.KeyMemory;
import dev.landfall.replicator.pipeline.Secret;
import dev.landfall.replicator.pipeline.StateLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** The state database of a pipeline: an embedded file that one replicator at a time can open, or a shared PostgreSQL. */
public final class StateDatabase implements AutoCloseable {
    private static final String ALREADY_OPEN = "90020";
    private static final int CONNECTIONS = 4;
    /** Of its own, so that the database may hold other things. */
    private static final String SCHEMA = "landfall";

    private final HikariDataSource dataSource;

    private StateDatabase(HikariDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Opens the database, making it or bringing its tables up to date as needed.
     *
     * @throws ReplicationException when it cannot be opened, for one because another replicator has the embedded one
     */
    public static StateDatabase open(StateLocation location) {
        try {
            Files.createDirectories(location.folder());
            HikariDataSource dataSource = new HikariDataSource(pool(location));
            try {
                migrate(dataSource, location.url() != null);
                if (location.url() == null) {
                    // Whoever has the file open is alone: a lease in it is that of a replicator that died.
                    Leases.expireAll(dataSource);
                }
                return new StateDatabase(dataSource);
            } catch (RuntimeException e) {
                dataSource.close();
                throw e;
            }
        } catch (IOException e) {
            throw ReplicationException.state(
                    "Cannot make the state folder " + location.folder() + ": " + e.getMessage(), e);
        } catch (HikariPool.PoolInitializationException e) {
            throw isAlreadyOpen(e) ? alreadyOpen(location, e) : cannotOpen(location, e);
        } catch (RuntimeException e) {
            throw cannotOpen(location, e);
        }
    }

    private static HikariConfig pool(StateLocation location) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("state");
        config.setMaximumPoolSize(CONNECTIONS);
        String url = location.url();
        if (url == null) {
            Path file = location.folder().toAbsolutePath().normalize().resolve("replicator");
            config.setJdbcUrl("jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE");
            return config;
        }
        config.setJdbcUrl(url);
        config.setSchema(SCHEMA);
        config.setUsername(location.user());
        Secret password = location.password();
        if (password != null) {
            config.setPassword(password.value());
        }
        return config;
    }

    private static void migrate(DataSource dataSource, boolean shared) {
        FluentConfiguration flyway = Flyway.configure(StateDatabase.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:dev/landfall/replicator/state");
        (shared ? flyway.schemas(SCHEMA) : flyway).load().migrate();
    }

    private static boolean isAlreadyOpen(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && ALREADY_OPEN.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static ReplicationException alreadyOpen(StateLocation location, Throwable cause) {
        return new ReplicationException(
                Failure.STATE,
                "Another replicator has the state database " + location + " open. Let it end, give this pipeline a"
                        + " state folder of its own, or let replicators share a state in PostgreSQL",
                cause);
    }

    private static ReplicationException cannotOpen(StateLocation location, Throwable cause) {
        return ReplicationException.state(
                "Cannot open the state database " + location + ": " + cause.getMessage(), cause);
    }

    /** The journal in this database. */
    public DeltaJournal journal(Clock clock) {
        return new JdbcDeltaJournal(dataSource, clock, null, null);
    }

    /** The journal of a run; it refuses every step once {@code lease} is another's. */
    public DeltaJournal journal(Clock clock, String run, Lease lease) {
        return new JdbcDeltaJournal(dataSource, clock, run, lease);
    }

    /**
     * Who works on which table.
     *
     * @param holder names this replica, unique among those that are alive
     * @param length how long a dead replica's tables stay out of reach
     */
    public Leases leases(String holder, Duration length) {
        return new Leases(dataSource, holder, length);
    }

    /** The keys that targets may have. */
    public KeyMemory keys() {
        return new JdbcKeyMemory(dataSource);
    }

    /** Where runs are written down. */
    public RunLog runs(Clock clock) {
        return new RunLog(dataSource, clock);
    }

    /** What was written down. */
    public AuditTrail auditTrail(Clock clock) {
        return new AuditTrail(dataSource, clock);
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
