package dev.landfall.endtoend.laptop;

import dev.landfall.endtoend.process.ProcessFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A function's deployable zip in a folder.
 *
 * @param jar the function's own jar, whose manifest names the libraries
 * @param libraries sorted by name, so that a class path made of them is the same everywhere
 */
public record UnpackedFunction(Path jar, List<Path> libraries) {
    /** Unpacks a module's zip into {@code folder/module}. */
    public static UnpackedFunction unpack(Installation installation, String module, Path folder) {
        Path zip = installation.functionZip(module);
        Path unpacked = folder.resolve(module);
        unzip(zip, unpacked);
        String name = zip.getFileName().toString();
        return of(unpacked, name.substring(0, name.length() - ".zip".length()) + ".jar");
    }

    private static UnpackedFunction of(Path folder, String jar) {
        try (Stream<Path> libraries = Files.list(folder.resolve("libs"))) {
            return new UnpackedFunction(folder.resolve(jar), libraries.sorted().toList());
        } catch (IOException e) {
            throw new ProcessFailedException("Cannot read " + folder + ": " + e.getMessage(), e);
        }
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
