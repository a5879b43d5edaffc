package dev.landfall.replicator.pipeline;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database behind JDBC: HiveServer2, an Impala daemon, PostgreSQL and so on.
 *
 * @param dialect that it speaks
 * @param url of JDBC
 * @param drivers folder with the driver's jars, as the server's version needs them
 * @param zone of the wall clock that rows are stamped with, where the database does not tell
 * @param kerberos whose ticket the driver finds; null for that of the process, if any
 */
public record JdbcConnection(
        String name,
        Dialect dialect,
        String url,
        @Nullable String user,
        @Nullable Secret password,
        Path drivers,
        ZoneId zone,
        @Nullable KerberosLogin kerberos) {

    /** Without a Kerberos login of its own. */
    public JdbcConnection(
            String name,
            Dialect dialect,
            String url,
            @Nullable String user,
            @Nullable Secret password,
            Path drivers,
            ZoneId zone) {
        this(name, dialect, url, user, password, drivers, zone, null);
    }

    public Optional<String> userName() {
        return Optional.ofNullable(user);
    }

    public Optional<Secret> secret() {
        return Optional.ofNullable(password);
    }
}
