package dev.landfall.replicator.pipeline;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A HiveServer2 or Impala daemon.
 *
 * @param url of JDBC
 * @param drivers folder with the driver's jars, as the server's version needs them
 */
public record HiveConnection(String name, String url, @Nullable String user, @Nullable Secret password, Path drivers) {

    public Optional<String> userName() {
        return Optional.ofNullable(user);
    }

    public Optional<Secret> secret() {
        return Optional.ofNullable(password);
    }
}
