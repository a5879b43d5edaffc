package dev.landfall.endtoend.laptop;

import dev.landfall.endtoend.process.ProcessFailedException;
import dev.landfall.endtoend.process.Supervisor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The loopback ports of a laptop: four of the local cloud, one for each function. */
public record Ports(int storage, int bigQuery, int firestore, int pubSub, int loader, int merge) {
    /** Ports that were free a moment ago. */
    public static Ports free() {
        return new Ports(
                Supervisor.freePort(),
                Supervisor.freePort(),
                Supervisor.freePort(),
                Supervisor.freePort(),
                Supervisor.freePort(),
                Supervisor.freePort());
    }

    /** Six ports in a row, so that addresses stay the same from run to run. */
    public static Ports from(int first) {
        for (int port = first; port < first + 6; port++) {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                probe.setReuseAddress(true);
            } catch (IOException e) {
                throw new ProcessFailedException(
                        "Port " + port + " is taken (" + e.getMessage() + "); choose others with --port-base", e);
            }
        }
        return new Ports(first, first + 1, first + 2, first + 3, first + 4, first + 5);
    }
}
