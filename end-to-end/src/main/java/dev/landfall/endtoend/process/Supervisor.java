package dev.landfall.endtoend.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Owns child processes: starts them, notices when one ends by itself, and stops all of them on {@link #close}, also
 * when this JVM is told to end (Ctrl-C, SIGTERM). Thread-safe.
 */
public final class Supervisor implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Path logs;
    private final List<ChildProcess> children = new ArrayList<>();
    private final Thread hook = new Thread(this::stopAll, "stop-children");
    private boolean closed;

    private Supervisor(Path logs) {
        this.logs = logs;
    }

    /** @param logs existing folder that takes a log file per process */
    public static Supervisor create(Path logs) {
        Supervisor supervisor = new Supervisor(logs);
        Runtime.getRuntime().addShutdownHook(supervisor.hook);
        return supervisor;
    }

    /** Starts a process that is meant to run until {@link #close}. */
    public ChildProcess start(String name, JavaCommand command, Map<String, String> environment) {
        return start(name, command, environment, false);
    }

    private ChildProcess start(String name, JavaCommand command, Map<String, String> environment, boolean mayEnd) {
        synchronized (children) {
            if (closed) {
                throw new ProcessFailedException("Cannot start '" + name + "': everything is being stopped");
            }
            ChildProcess child =
                    ChildProcess.start(name, command.toList(), environment, logs.resolve(name + ".log"), mayEnd);
            children.add(child);
            return child;
        }
    }

    /**
     * Runs a process to its end, watching the others meanwhile.
     *
     * @return the ended process
     */
    public ChildProcess run(String name, JavaCommand command, Map<String, String> environment)
            throws InterruptedException {
        ChildProcess child = start(name, command, environment, true);
        while (!child.waitFor(POLL)) {
            check();
        }
        synchronized (children) {
            children.remove(child);
        }
        return child;
    }

    /** Throws {@link ProcessFailedException} naming the first child that ended by itself. */
    public void check() {
        for (ChildProcess child : snapshot()) {
            child.check();
        }
    }

    /** Waits until {@code condition} holds, watching every child; {@code what} names it in the error. */
    public void await(String what, Duration limit, BooleanSupplier condition) throws InterruptedException {
        Instant giveUp = Instant.now().plus(limit);
        while (!condition.getAsBoolean()) {
            check();
            if (Instant.now().isAfter(giveUp)) {
                throw new ProcessFailedException(
                        "Waited " + limit.toSeconds() + " s for " + what + " in vain; the logs are in " + logs);
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    /** Waits until something accepts connections on the loopback port. */
    public void awaitPort(String what, int port, Duration limit) throws InterruptedException {
        await(what + " on port " + port, limit, () -> accepts(port));
    }

    /** Waits until the process has written a file. */
    public void awaitFile(String what, Path file, Duration limit) throws InterruptedException {
        await(what, limit, () -> Files.exists(file));
    }

    /** Calls the listener once, from another thread, when a child ends by itself. */
    public void watch(Consumer<ProcessFailedException> listener) {
        Thread watch = new Thread(
                () -> {
                    try {
                        await("a child to end", Duration.ofDays(365), () -> false);
                    } catch (ProcessFailedException e) {
                        listener.accept(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "watch-children");
        watch.setDaemon(true);
        watch.start();
    }

    /** A loopback port that was free a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new ProcessFailedException("No free port on loopback: " + e.getMessage(), e);
        }
    }

    public List<ChildProcess> snapshot() {
        synchronized (children) {
            return List.copyOf(children);
        }
    }

    @Override
    public void close() {
        stopAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending and the hook runs already: it has nothing left to do.
            return;
        }
    }

    /** Whoever comes second waits for the first, so that nobody leaves while children still run. */
    private synchronized void stopAll() {
        List<ChildProcess> toStop;
        synchronized (children) {
            closed = true;
            toStop = new ArrayList<>(children);
            children.clear();
        }
        Collections.reverse(toStop);
        toStop.parallelStream().forEach(ChildProcess::stop);
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
