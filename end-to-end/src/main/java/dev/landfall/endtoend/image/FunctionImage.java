package dev.landfall.endtoend.image;

import dev.landfall.endtoend.laptop.Installation;
import dev.landfall.endtoend.laptop.UnpackedFunction;
import dev.landfall.endtoend.process.ProcessFailedException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder from which a container of a function is built: the function's zip, the functions invoker, JVM options with a
 * flat class path, the list of the classes that a first event loads, and the Dockerfile. The steps of the Dockerfile
 * ({@link #archiveCommand}, {@link #launchCommand}) run here as well, with the folder {@link #content} as the working
 * directory, so that they are tested without a container.
 */
public final class FunctionImage {
    private static final String INVOKER = "java-function-invoker.jar";
    private static final String ARCHIVE = "function.jsa";

    private final Path folder;
    private final ImageFunction function;
    private final Installation installation;

    private FunctionImage(Path folder, ImageFunction function, Installation installation) {
        this.folder = folder;
        this.function = function;
        this.installation = installation;
    }

    /**
     * Writes everything but the class list, which {@link #train} makes.
     *
     * @param folder a new folder
     */
    public static FunctionImage write(Installation installation, ImageFunction function, Path folder) {
        FunctionImage image = new FunctionImage(folder, function, installation);
        try {
            Files.createDirectories(image.content());
            UnpackedFunction unpacked = UnpackedFunction.unpack(installation, function.module(), folder);
            Path jar = image.content().resolve("function.jar");
            Files.move(unpacked.jar(), jar);
            Files.move(unpacked.jar().resolveSibling("libs"), image.content().resolve("libs"));
            Files.delete(unpacked.jar().getParent());
            Files.copy(installation.functionsInvoker(), image.content().resolve(INVOKER));
            List<String> libraries = unpacked.libraries().stream()
                    .map(library -> "libs/" + library.getFileName())
                    .toList();
            Files.writeString(image.content().resolve("jvm.options"), options(libraries));
            Files.writeString(folder.resolve("Dockerfile"), image.dockerfile());
        } catch (IOException e) {
            throw new ProcessFailedException("Cannot write " + folder + ": " + e.getMessage(), e);
        }
        return image;
    }

    /** What the container has in {@code /function}. */
    public Path content() {
        return folder.resolve("function");
    }

    /** Runs the function until it has answered an event, and keeps the list of what it loaded. */
    public void train(Map<String, String> environment, HttpRequest.Builder event, int port, Path log)
            throws InterruptedException {
        List<String> command = java("-XX:DumpLoadedClassList=class.list");
        command.addAll(launchArguments());
        try (RunningFunction running =
                RunningFunction.start(command, content(), port, runtimeEnvironment(environment, port), log)) {
            running.millisToFirstAnswer(event);
        }
    }

    /** The Dockerfile's {@code RUN}: makes the class-data archive. Works in {@link #content}. */
    public List<String> archiveCommand() {
        return java("-Xshare:dump", "-XX:SharedClassListFile=class.list");
    }

    /** The Dockerfile's {@code ENTRYPOINT}, with more options of the JVM. Works in {@link #content}. */
    public List<String> launchCommand(String... moreOptions) {
        List<String> command = java(moreOptions);
        command.addAll(launchArguments());
        return command;
    }

    /** What the container has in its environment, and what keeps the invoker on loopback here. */
    public Map<String, String> runtimeEnvironment(Map<String, String> environment, int port) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put("FUNCTION_TARGET", function.target());
        all.put("PORT", String.valueOf(port));
        all.putAll(onLoopback());
        return all;
    }

    /** Makes the archive as the Dockerfile does. */
    public Path makeArchive(Path log) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(archiveCommand())
                .directory(content().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // The archive remembers the boot class path, so it is made with the one that it is used with.
        builder.environment().putAll(onLoopback());
        try {
            int status = builder.start().waitFor();
            if (status != 0) {
                throw new ProcessFailedException("No archive (status " + status + "), see " + log);
            }
        } catch (IOException e) {
            throw new ProcessFailedException("No archive: " + e.getMessage(), e);
        }
        return content().resolve(ARCHIVE);
    }

    /** Options that bind the invoker to loopback without an agent, which would cost start-up time. */
    public static List<String> loopbackOptions(Installation installation) {
        return List.of(
                "-Xbootclasspath/a:" + installation.loopbackAgent(),
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "-Djava.nio.channels.spi.SelectorProvider=dev.landfall.loopback.LoopbackSelectorProvider");
    }

    private Map<String, String> onLoopback() {
        return Map.of("JAVA_TOOL_OPTIONS", String.join(" ", loopbackOptions(installation)));
    }

    private static List<String> java(String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@jvm.options");
        command.addAll(List.of(options));
        return command;
    }

    private static List<String> launchArguments() {
        return List.of("com.google.cloud.functions.invoker.runner.Invoker");
    }

    /** The invoker comes last: it has old copies of libraries within. */
    private static String options(List<String> libraries) {
        String classPath = Stream.of(Stream.of("function.jar"), libraries.stream(), Stream.of(INVOKER))
                .flatMap(entries -> entries)
                .collect(Collectors.joining(File.pathSeparator));
        return "-XX:TieredStopAtLevel=1\n-XX:SharedArchiveFile=" + ARCHIVE + "\n-cp " + classPath + "\n";
    }

    private String dockerfile() throws IOException {
        try (InputStream template =
                Objects.requireNonNull(FunctionImage.class.getResourceAsStream("Dockerfile"), "Dockerfile")) {
            return new String(template.readAllBytes(), StandardCharsets.UTF_8).replace("@target@", function.target());
        }
    }
}
