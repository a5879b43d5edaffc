package dev.landfall.hivesandbox;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.LogManager;

/**
 * Runs the sandbox as a process: prints {@code READY} once Hive and HDFS answer and the ports file is written, and ends
 * at SIGTERM, or with its standard input if asked to. Exit code 2: the command line or the JDK is wrong; 1: it did not
 * start, and the log says why.
 */
public final class HiveSandboxMain {
    /** Hadoop 3.3 asks for {@code Subject.getSubject}, which JDK 23 and newer refuse. */
    private static final int NEWEST_JDK = 22;

    private HiveSandboxMain() {}

    /** Runs until it is told to stop. */
    public static void main(String[] arguments) throws InterruptedException {
        Optional<SandboxOptions> options;
        try {
            options = SandboxOptions.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            throw refuse(String.valueOf(e.getMessage()));
        }
        if (options.isEmpty()) {
            System.out.print(SandboxOptions.USAGE);
            return;
        }
        if (Runtime.version().feature() > NEWEST_JDK) {
            throw refuse("The Hive sandbox needs JDK 17 to " + NEWEST_JDK + " (Hadoop 3.3 and Hive 4.0 run on none"
                    + " newer); this is " + Runtime.version() + " at " + System.getProperty("java.home") + ".");
        }
        run(options.get(), System.out, System.err);
    }

    private static void run(SandboxOptions options, PrintStream output, PrintStream error) throws InterruptedException {
        if (options.exitOnStdinClose()) {
            exitAtEndOf(System.in);
        }
        try {
            Files.deleteIfExists(options.portsFile());
            SandboxDirectory directory = SandboxDirectory.prepare(options.directory());
            keepInside(directory);
            Addresses addresses = new HiveSandbox(directory).start();
            options.portsFile().toFile().deleteOnExit();
            addresses.writeTo(options.portsFile());
        } catch (IOException | RuntimeException | LinkageError e) {
            error.println("The Hive sandbox did not start: " + e + "; see " + options.directory() + "/logs.");
            LogManager.getLogger(HiveSandboxMain.class).error("The sandbox did not start", e);
            System.exit(1);
        }
        output.println("READY");
        output.flush();
        new CountDownLatch(1).await();
    }

    /** Sends everything that libraries log, print or store to the sandbox's folder; to be called before any of them. */
    private static void keepInside(SandboxDirectory directory) throws IOException {
        System.setProperty("landfall.sandbox.log", directory.log().toString());
        System.setProperty("log4j2.configurationFile", "classpath:dev/landfall/hivesandbox/log4j2.xml");
        System.setProperty("java.io.tmpdir", directory.temporary().toString());
        System.setProperty("derby.system.home", directory.hive().toString());
        System.setProperty(
                "derby.stream.error.file", directory.logs().resolve("derby.log").toString());
        OutputStream console = new FileOutputStream(directory.console().toFile(), true);
        PrintStream printed = new PrintStream(console, true, StandardCharsets.UTF_8);
        System.setOut(printed);
        System.setErr(printed);
    }

    private static void exitAtEndOf(InputStream input) {
        Thread watcher = new Thread(
                () -> {
                    try {
                        input.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // A broken pipe says the same as its end.
                    }
                    System.exit(0);
                },
                "standard-input");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static AssertionError refuse(String message) {
        System.err.println(message);
        System.exit(2);
        return new AssertionError("unreachable");
    }
}
