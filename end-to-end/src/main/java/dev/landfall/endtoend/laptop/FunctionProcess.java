package dev.landfall.endtoend.laptop;

import dev.landfall.endtoend.process.JavaCommand;
import dev.landfall.endtoend.process.ProcessFailedException;
import dev.landfall.endtoend.process.Supervisor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A function from its deployable zip in the real functions invoker, as the cloud starts it
 * ({@code java -jar java-function-invoker.jar --classpath ... --target ...}), in a JVM of its own.
 */
public record FunctionProcess(String module, String target, int port) {
    private static final int HEAP_MEBIBYTES = 192;

    public String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** @param folder takes the unpacked zip; no other function may have the same */
    public void start(Installation installation, Supervisor supervisor, Path folder, Map<String, String> environment) {
        Path unpacked = folder.resolve(module);
        unzip(installation.functionZip(module), unpacked);
        List<String> arguments = List.of(
                "--classpath", unpacked.resolve(jarName(installation)).toString(),
                "--target", target,
                "--port", String.valueOf(port));
        JavaCommand command = JavaCommand.jar(installation.functionsInvoker(), arguments)
                .small(HEAP_MEBIBYTES)
                .withOptions("-javaagent:" + installation.loopbackAgent() + "=exit-on-stdin-close");
        supervisor.start(module + "-" + port, command, environment);
    }

    private String jarName(Installation installation) {
        String zip = installation.functionZip(module).getFileName().toString();
        return zip.substring(0, zip.length() - ".zip".length()) + ".jar";
    }

    private static void unzip(Path zip, Path folder) {
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new IOException("The entry " + entry.getName() + " points outside");
                }
                write(entry, entries, file);
            }
        } catch (IOException e) {
            throw new ProcessFailedException("Cannot unpack " + zip + " into " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void write(ZipEntry entry, InputStream content, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else {
            Files.createDirectories(file.getParent());
            Files.copy(content, file);
        }
    }
}
