package dev.landfall.replicator.extension;

import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.format.PartFormat;
import dev.landfall.replicator.format.RowFormat;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The extensions of a folder's jars, which see the JDK and Landfall, and beside them only what they bring: no other
 * library of Landfall's is theirs to use, and none can clash. Immutable.
 */
public final class Extensions {
    /** Where no folder is named. */
    public static final Extensions NONE = new Extensions(Map.of(), Map.of());

    /** A daemon reads its pipeline again and again; classes are loaded once for the same jars. */
    private static final Map<List<Jar>, Extensions> LOADED = new ConcurrentHashMap<>();

    private final Map<String, SourceExtension> sources;
    private final Map<String, RowFormat> formats;

    private Extensions(Map<String, SourceExtension> sources, Map<String, RowFormat> formats) {
        this.sources = sources;
        this.formats = formats;
    }

    private record Jar(Path path, long size, FileTime modified) {}

    /** @throws ReplicationException if the folder has no jar, or one of them cannot be used */
    public static Extensions of(Path folder) {
        return LOADED.computeIfAbsent(jars(folder), jars -> load(folder, jars));
    }

    private static List<Jar> jars(Path folder) {
        List<Jar> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path file : files) {
                jars.add(new Jar(file.toAbsolutePath(), Files.size(file), Files.getLastModifiedTime(file)));
            }
        } catch (IOException e) {
            throw ReplicationException.configuration("Cannot list the extensions in " + folder + ": " + e);
        }
        if (jars.isEmpty()) {
            throw ReplicationException.configuration("Folder " + folder + " of the key 'extensions' holds no jar");
        }
        jars.sort(Comparator.comparing(Jar::path));
        return jars;
    }

    private static Extensions load(Path folder, List<Jar> jars) {
        try {
            List<URL> urls = new ArrayList<>();
            for (Jar jar : jars) {
                urls.add(jar.path().toUri().toURL());
            }
            ClassLoader loader =
                    new URLClassLoader("extensions in " + folder, urls.toArray(URL[]::new), new LandfallOnly());
            Map<String, SourceExtension> sources = new LinkedHashMap<>();
            for (SourceExtension source : ServiceLoader.load(SourceExtension.class, loader)) {
                put(sources, source.name(), source);
            }
            Map<String, RowFormat> formats = new LinkedHashMap<>();
            for (RowFormat format : ServiceLoader.load(RowFormat.class, loader)) {
                put(formats, format.word(), format);
            }
            for (PartFormat own : PartFormat.values()) {
                put(formats, own.word(), own);
            }
            if (sources.isEmpty() && formats.size() == PartFormat.values().length) {
                throw ReplicationException.configuration("The jars in " + folder + " hold no extension: name the class"
                        + " in META-INF/services/" + SourceExtension.class.getName() + " or "
                        + RowFormat.class.getName());
            }
            return new Extensions(Map.copyOf(sources), Map.copyOf(formats));
        } catch (IOException | ServiceConfigurationError | LinkageError e) {
            throw ReplicationException.configuration("An extension in " + folder + " cannot be used: " + e);
        }
    }

    private static <T> void put(Map<String, T> all, String name, T extension) {
        T other = all.putIfAbsent(name, extension);
        if (other != null) {
            throw ReplicationException.configuration("Two extensions are named '" + name + "': "
                    + other.getClass().getName() + " and "
                    + extension.getClass().getName());
        }
    }

    public Optional<SourceExtension> source(String name) {
        return Optional.ofNullable(sources.get(name));
    }

    public Optional<RowFormat> format(String word) {
        return Optional.ofNullable(formats.get(word));
    }

    /** For messages. */
    public Collection<String> sourceNames() {
        return sources.keySet();
    }

    /** Lets Landfall's classes through and nothing else of this program's. */
    private static final class LandfallOnly extends ClassLoader {
        LandfallOnly() {
            super("landfall", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("dev.landfall.") || name.startsWith("org.jspecify.")) {
                return Class.forName(name, false, Extensions.class.getClassLoader());
            }
            throw new ClassNotFoundException(name);
        }
    }
}
