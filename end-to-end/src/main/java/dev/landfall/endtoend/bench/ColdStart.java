package dev.landfall.endtoend.bench;

import dev.landfall.core.setting.Setting;
import dev.landfall.endtoend.image.FunctionImage;
import dev.landfall.endtoend.image.ImageFunction;
import dev.landfall.endtoend.image.LocalServices;
import dev.landfall.endtoend.image.RunningFunction;
import dev.landfall.endtoend.laptop.Installation;
import dev.landfall.endtoend.process.ProcessFailedException;
import dev.landfall.endtoend.process.Supervisor;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * From the start of a JVM to the first event answered: the loader, and beside it the framework's hello world, in the
 * real invoker, each variant in turn, so that whatever else the machine does falls on all alike. The loader's event is a
 * new file: recorded, loaded by a job of the local cloud, announced. The invoker is bound to loopback by its selector
 * provider, which costs nothing that can be measured; the agent would.
 */
final class ColdStart {
    /** What one event costs: CPU time of the whole process, and time to the answer, the load job's included. */
    record Steady(double cpuMillis, double millis) {}

    static final String HELLO = "hello world";
    static final String LOADER = "loader";
    private static final String INVOKER_CLASS = "com.google.cloud.functions.invoker.runner.Invoker";
    private static final String HELLO_CLASS = "dev.landfall.loopback.HelloFunction";

    private final Installation installation;
    private final LocalServices services;
    private final FunctionImage image;
    private final Path directory;
    private final int port = Supervisor.freePort();

    ColdStart(Installation installation, LocalServices services, Path directory) throws InterruptedException {
        this.installation = installation;
        this.services = services;
        this.directory = directory;
        this.image = FunctionImage.write(installation, ImageFunction.LOADER, directory.resolve("image"));
        image.train(services.environment(), event(), port, directory.resolve("train.log"));
        image.makeArchive(directory.resolve("archive.log"));
        packHello();
        makeHelloArchive();
    }

    /** Starts it once and adds what that took. */
    void measure(String program, ColdStartVariant variant, Samples samples) throws InterruptedException {
        try (RunningFunction running = start(program, variant)) {
            double millis = running.millisToFirstAnswer(program.equals(HELLO) ? HttpRequest.newBuilder() : event());
            samples.add(millis, running.cpuMillis(), running.residentMebibytes());
        }
    }

    /** Events on a warm loader, after as many that warm it up. */
    Steady steady(ColdStartVariant variant, int events) throws InterruptedException {
        try (RunningFunction running = start(LOADER, variant)) {
            running.millisToFirstAnswer(event());
            for (int i = 0; i < events; i++) {
                running.millisToAnswer(event());
            }
            long before = running.cpuMillis().orElse(0);
            double millis = 0;
            for (int i = 0; i < events; i++) {
                millis += running.millisToAnswer(event());
            }
            return new Steady((running.cpuMillis().orElse(0) - before) / (double) events, millis / events);
        }
    }

    private HttpRequest.Builder event() {
        return RunningFunction.finalized(services.landFile());
    }

    private RunningFunction start(String program, ColdStartVariant variant) {
        Path log = directory.resolve(program.replace(' ', '-') + "-" + variant + ".log");
        Map<String, String> environment = environment();
        if (program.equals(LOADER) && variant == ColdStartVariant.ARCHIVE) {
            return RunningFunction.start(
                    image.launchCommand("-XX:+UseSerialGC"), image.content(), port, environment, log);
        }
        return RunningFunction.start(command(program, variant), image.content(), port, environment, log);
    }

    private List<String> command(String program, ColdStartVariant variant) {
        List<String> command = java();
        if (variant != ColdStartVariant.PLAIN) {
            command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        }
        if (variant == ColdStartVariant.ARCHIVE) {
            command.add("-XX:SharedArchiveFile=" + helloArchive());
            command.addAll(List.of("-cp", helloClassPath(), INVOKER_CLASS));
        } else {
            String classPath = program.equals(HELLO)
                    ? installation.helloFunction().toString()
                    : image.content().resolve("function.jar").toString();
            command.addAll(List.of("-jar", installation.functionsInvoker().toString(), "--classpath", classPath));
        }
        command.addAll(
                List.of("--target", program.equals(HELLO) ? HELLO_CLASS : ImageFunction.LOADER.target(), "--port"));
        command.add(String.valueOf(port));
        return command;
    }

    private void makeHelloArchive() throws InterruptedException {
        List<String> command = java();
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("-XX:ArchiveClassesAtExit=" + helloArchive());
        command.addAll(List.of("-cp", helloClassPath(), INVOKER_CLASS, "--target", HELLO_CLASS));
        command.addAll(List.of("--port", String.valueOf(port)));
        try (RunningFunction running = RunningFunction.start(
                command, directory, port, environment(), directory.resolve("hello-archive.log"))) {
            running.millisToFirstAnswer(HttpRequest.newBuilder());
        }
    }

    /** An archive takes classes from jars only. */
    private void packHello() {
        String entry = HELLO_CLASS.replace('.', '/') + ".class";
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(helloJar()))) {
            jar.putNextEntry(new ZipEntry(entry));
            Files.copy(installation.helloFunction().resolve(entry), jar);
        } catch (IOException e) {
            throw new ProcessFailedException("Cannot pack the hello world: " + e.getMessage(), e);
        }
    }

    private String helloClassPath() {
        return installation.functionsInvoker() + File.pathSeparator + helloJar();
    }

    private Path helloJar() {
        return directory.resolve("hello.jar");
    }

    private Path helloArchive() {
        return directory.resolve("hello.jsa");
    }

    private static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        return command;
    }

    /** All files of all starts are of one table, which must not wait for its budget. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(image.runtimeEnvironment(services.environment(), port));
        environment.put(Setting.TABLE_LOAD_JOBS_PER_DAY.variable(), "90000");
        return environment;
    }
}
