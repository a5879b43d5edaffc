package dev.landfall.hivesandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The TCP addresses on which a process listens, from Linux's /proc, in the kernel's hexadecimal. */
final class Listeners {
    /** 127.0.0.1 as the kernel prints it: as IPv4, and as IPv4 inside IPv6. */
    static final Set<String> LOOPBACK = Set.of("0100007F", "0000000000000000FFFF00000100007F");

    private static final String LISTENING = "0A";

    private Listeners() {}

    /** The addresses without their ports. */
    static List<String> of(ProcessHandle process) throws IOException {
        Set<String> sockets = socketsOf(process);
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : tableLines(process, table)) {
                String[] columns = line.strip().split("\\s+");
                if (columns[3].equals(LISTENING) && sockets.contains("socket:[" + columns[9] + "]")) {
                    addresses.add(columns[1].substring(0, columns[1].indexOf(':')));
                }
            }
        }
        return addresses;
    }

    private static List<String> tableLines(ProcessHandle process, String table) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/net/" + table))) {
            return lines.skip(1).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static Set<String> socketsOf(ProcessHandle process) throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    sockets.add(Files.readSymbolicLink(descriptor).toString());
                } catch (NoSuchFileException e) {
                    // Closed since it was listed.
                }
            }
        }
        return sockets;
    }
}
