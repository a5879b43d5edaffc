package dev.landfall.endtoend.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a child JVM: this JVM's {@code java}, options, then a main class or a jar with its arguments. */
public record JavaCommand(List<String> options, List<String> mainAndArguments) {
    /** A quick start and a small footprint matter more on a laptop than peak speed. */
    private static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    public JavaCommand {
        options = List.copyOf(options);
        mainAndArguments = List.copyOf(mainAndArguments);
    }

    public static JavaCommand mainClass(String classPath, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return new JavaCommand(List.of(), command);
    }

    public static JavaCommand jar(Path jar, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        return new JavaCommand(List.of(), command);
    }

    public JavaCommand withOptions(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new JavaCommand(all, mainAndArguments);
    }

    /** Compiled quickly (C1 only), serial collector: for processes that live for minutes. */
    public JavaCommand small(int heapMebibytes) {
        return withOptions(SMALL.toArray(String[]::new)).withOptions("-Xmx" + heapMebibytes + "m");
    }

    public List<String> toList() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(mainAndArguments);
        return command;
    }
}
