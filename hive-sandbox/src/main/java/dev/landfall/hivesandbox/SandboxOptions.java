package dev.landfall.hivesandbox;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param directory where the sandbox keeps its data and logs; created if absent
 * @param portsFile where it announces its addresses once they answer
 * @param exitOnStdinClose whether the end of standard input ends the sandbox, so that it never outlives its parent
 */
record SandboxOptions(Path directory, Path portsFile, boolean exitOnStdinClose) {
    static final String USAGE = """
            Usage: HiveSandboxMain --directory DIR --ports-file FILE [--exit-on-stdin-close]
            Runs a real HDFS and a real HiveServer2 on 127.0.0.1 until it is asked to stop (SIGTERM).

              --directory DIR         where data and logs live; data is removed at the end, logs stay
              --ports-file FILE       written when ready: hive.jdbc.url=..., hdfs.uri=...
              --exit-on-stdin-close   also stop when standard input ends
              --help                  print this
            """;

    /**
     * Reads the flags.
     *
     * @return empty if help is asked for
     * @throws IllegalArgumentException naming the flag that is unknown, lacking, or lacks its value
     */
    static Optional<SandboxOptions> parse(List<String> arguments) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        @Nullable Path directory = null;
        @Nullable Path portsFile = null;
        boolean exitOnStdinClose = false;
        while (!rest.isEmpty()) {
            String flag = rest.removeFirst();
            switch (flag) {
                case "--help" -> {
                    return Optional.empty();
                }
                case "--directory" -> directory = pathAfter(flag, rest);
                case "--ports-file" -> portsFile = pathAfter(flag, rest);
                case "--exit-on-stdin-close" -> exitOnStdinClose = true;
                default -> throw new IllegalArgumentException("Unknown argument '" + flag + "'; see --help.");
            }
        }
        return Optional.of(new SandboxOptions(
                required("--directory", directory), required("--ports-file", portsFile), exitOnStdinClose));
    }

    private static Path pathAfter(String flag, Deque<String> rest) {
        try {
            return Path.of(rest.removeFirst()).toAbsolutePath().normalize();
        } catch (NoSuchElementException e) {
            throw new IllegalArgumentException(flag + " needs a path after it; see --help.", e);
        }
    }

    private static Path required(String flag, @Nullable Path value) {
        if (value == null) {
            throw new IllegalArgumentException(flag + " is missing; see --help.");
        }
        return value;
    }
}
