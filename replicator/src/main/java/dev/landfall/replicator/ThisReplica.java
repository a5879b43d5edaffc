package dev.landfall.replicator;

import dev.landfall.replicator.pipeline.Pipeline;
import dev.landfall.replicator.state.RunLog;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/** Who this process is, for leases and the audit trail. */
public final class ThisReplica {
    private ThisReplica() {}

    /** Unique among living processes: {@code host/pid}. */
    public static String name() {
        return host() + "/" + ProcessHandle.current().pid();
    }

    static String operatorName() {
        return System.getProperty("user.name", "unknown");
    }

    /** @param file the pipeline file that was run */
    public static RunLog.Operator operator(Path file, Pipeline pipeline) {
        return new RunLog.Operator(
                operatorName(),
                host(),
                version(),
                file.toString(),
                pipeline.environmentName().orElse(null));
    }

    private static String version() {
        return Optional.ofNullable(ThisReplica.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }
}
