package dev.landfall.endtoend.laptop;

import dev.landfall.endtoend.process.JavaCommand;
import dev.landfall.endtoend.process.Supervisor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A function from its deployable zip in the real functions invoker, as the cloud starts it
 * ({@code java -jar java-function-invoker.jar --classpath ... --target ...}), in a JVM of its own.
 */
public record FunctionProcess(String module, String target, int port) {
    private static final int HEAP_MEBIBYTES = 192;

    public String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** @param folder takes the unpacked zip; no other process may have the same */
    public void start(Installation installation, Supervisor supervisor, Path folder, Map<String, String> environment) {
        UnpackedFunction unpacked = UnpackedFunction.unpack(installation, module, folder);
        List<String> arguments = List.of(
                "--classpath", unpacked.jar().toString(),
                "--target", target,
                "--port", String.valueOf(port));
        JavaCommand command = JavaCommand.jar(installation.functionsInvoker(), arguments)
                .small(HEAP_MEBIBYTES)
                .withOptions("-javaagent:" + installation.loopbackAgent() + "=exit-on-stdin-close");
        supervisor.start(module + "-" + port, command, environment);
    }
}
