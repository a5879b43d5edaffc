package dev.landfall.endtoend.laptop;

import dev.landfall.endtoend.process.ProcessFailedException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the build made, found below the folder that holds the {@code landfall} launcher. */
public record Installation(Path home) {
    private static final String HOME_PROPERTY = "landfall.home";

    public Installation {
        home = home.toAbsolutePath().normalize();
    }

    /** The installation that the launcher (or the build, in tests) names in the system property {@code landfall.home}. */
    public static Installation current() {
        String home = System.getProperty(HOME_PROPERTY);
        if (home == null) {
            throw new ProcessFailedException("The system property " + HOME_PROPERTY + " is not set; start Landfall by"
                    + " its launcher, ./landfall");
        }
        return new Installation(Path.of(home));
    }

    /** The runtime class path of a module: its own jar, then its dependencies. */
    public String classPath(String module) {
        Path list = target(module).resolve("runtime.classpath");
        try {
            return jar(module)
                    + File.pathSeparator
                    + Files.readString(list, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw notBuilt(list, e);
        }
    }

    /** The zip that is deployed to Cloud Functions. */
    public Path functionZip(String module) {
        return only(target(module), module + "-", ".zip");
    }

    public Path loopbackAgent() {
        return jar("loopback-agent");
    }

    public Path functionsInvoker() {
        return only(target("loopback-agent").resolve("invoker"), "java-function-invoker", ".jar");
    }

    /** The framework's hello world, compiled for the agent's test. */
    public Path helloFunction() {
        return target("loopback-agent").resolve("test-classes");
    }

    /** The folder with the Hive JDBC driver that the replicator loads. */
    public Path hiveDrivers() {
        return target("hive-sandbox").resolve("drivers");
    }

    /** The folder with DistCp and the Cloud Storage connector, for the class path of the sandbox's Hadoop. */
    public Path distcp() {
        return target("hive-sandbox").resolve("distcp");
    }

    /** JVM options that Hive needs, in a file for {@code java @file}. */
    public Path hiveJvmOptions() {
        return home.resolve("hive-sandbox/src/main/launch/jvm.options");
    }

    private Path jar(String module) {
        return only(target(module), module + "-", ".jar");
    }

    private Path target(String module) {
        return home.resolve(module).resolve("target");
    }

    private static Path only(Path folder, String prefix, String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(prefix)
                                && name.endsWith(suffix)
                                && !name.endsWith("-sources.jar")
                                && !name.endsWith("-tests.jar");
                    })
                    .toList();
            if (found.size() != 1) {
                throw new ProcessFailedException("Expected one " + prefix + "*" + suffix + " in " + folder + ", found "
                        + found + "; build afresh with ./mvnw clean package");
            }
            return found.get(0);
        } catch (IOException e) {
            throw notBuilt(folder, e);
        }
    }

    private static ProcessFailedException notBuilt(Path missing, IOException cause) {
        return new ProcessFailedException(
                "Not built yet: " + missing + " is missing; run ./mvnw -DskipTests package", cause);
    }
}
