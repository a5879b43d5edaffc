package dev.landfall.replicator.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.landfall.replicator.failure.Failure;
import dev.landfall.replicator.failure.ReplicationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** The state database of one pipeline: an embedded file that one replicator at a time can open. */
public final class StateDatabase implements AutoCloseable {
    private static final String ALREADY_OPEN = "90020";
    private static final int CONNECTIONS = 4;

    private final HikariDataSource dataSource;

    private StateDatabase(HikariDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Opens the database in {@code folder}, making it or bringing its tables up to date as needed.
     *
     * @throws ReplicationException when it cannot be opened, for one because another replicator has it
     */
    public static StateDatabase open(Path folder) {
        Path file = folder.toAbsolutePath().normalize().resolve("replicator");
        try {
            Files.createDirectories(folder);
            HikariConfig config = new HikariConfig();
            config.setPoolName("state");
            config.setJdbcUrl("jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE");
            config.setMaximumPoolSize(CONNECTIONS);
            HikariDataSource dataSource = new HikariDataSource(config);
            try {
                migrate(dataSource);
                return new StateDatabase(dataSource);
            } catch (RuntimeException e) {
                dataSource.close();
                throw e;
            }
        } catch (IOException e) {
            throw ReplicationException.state("Cannot make the state folder " + folder + ": " + e.getMessage(), e);
        } catch (HikariPool.PoolInitializationException e) {
            throw isAlreadyOpen(e) ? alreadyOpen(file, e) : cannotOpen(file, e);
        } catch (RuntimeException e) {
            throw cannotOpen(file, e);
        }
    }

    private static void migrate(DataSource dataSource) {
        Flyway.configure(StateDatabase.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:dev/landfall/replicator/state")
                .load()
                .migrate();
    }

    private static boolean isAlreadyOpen(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && ALREADY_OPEN.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static ReplicationException alreadyOpen(Path file, Throwable cause) {
        return new ReplicationException(
                Failure.STATE,
                "Another replicator has the state database " + file + " open. Let it end, or give this pipeline a"
                        + " state folder of its own",
                cause);
    }

    private static ReplicationException cannotOpen(Path file, Throwable cause) {
        return ReplicationException.state("Cannot open the state database " + file + ": " + cause.getMessage(), cause);
    }

    /** The journal in this database. */
    public DeltaJournal journal(Clock clock) {
        return new JdbcDeltaJournal(dataSource, clock);
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
