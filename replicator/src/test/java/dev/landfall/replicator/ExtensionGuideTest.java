package dev.landfall.replicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.Storage;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.localcloud.LocalCloud;
import dev.landfall.replicator.contract.DeltaSourceContract;
import dev.landfall.replicator.contract.RowFormatContract;
import dev.landfall.replicator.extension.Extensions;
import dev.landfall.replicator.extension.SourceExtension;
import dev.landfall.replicator.format.RowFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The example of docs/extensions.md: compiled, held to the contracts, and run by a pipeline that knows its jar only. */
final class ExtensionGuideTest {
    private static final Path EXAMPLE = Path.of("../examples/extension");

    @TempDir
    Path folder;

    @Test
    void aPipelineFindsTheExampleInItsJarAndDeliversWithIt() throws Exception {
        jar(
                compiled("src"),
                Map.of(
                        SourceExtension.class, "com.example.landfall.LogFileSource",
                        RowFormat.class, "com.example.landfall.JsonLines"));
        Path log = Files.writeString(folder.resolve("app.log"), "first\nsecond\n");
        Path pipeline = Files.writeString(folder.resolve("pipeline.yaml"), """
                version: 1
                landing: gs://lake-landing
                state: ./state
                extensions: ./extensions
                connections: {}
                tables:
                  - target: ops.log
                    source: { extension: log-file, path: %s }
                    format: json-lines
                    mode: append
                """.formatted(log));
        try (LocalCloud cloud = LocalCloud.builder().bucket("lake-landing").start()) {
            Map<String, String> environment = new HashMap<>(cloud.environment());
            environment.put("LANDFALL_PROJECT", cloud.project());
            environment.put("LANDFALL_LOCATION", cloud.location());

            assertThat(run(environment, pipeline)).contains("1 file(s), 2 row(s)");
            assertThat(run(environment, pipeline)).contains("nothing new");
            Files.writeString(log, "third\n", StandardOpenOption.APPEND);
            assertThat(run(environment, pipeline)).contains("1 file(s), 1 row(s)");

            try (CloudClients clients = CloudClients.of(environment)) {
                assertThat(landed(clients.storage()))
                        .containsExactly(
                                "{\"line\":\"0\",\"text\":\"first\"}\n{\"line\":\"1\",\"text\":\"second\"}\n",
                                "{\"line\":\"2\",\"text\":\"third\"}\n");
            }
            Files.writeString(
                    pipeline,
                    Files.readString(pipeline).replace("path:", "pth:").replace("log-file", "log-files"));
            assertThat(run(environment, pipeline))
                    .contains("pipeline.yaml:8: there is no extension 'log-files'; did you mean 'log-file'?");
        }
    }

    @TestFactory
    Stream<DynamicTest> theExampleKeepsTheContracts() throws Exception {
        Path classes = compiled("src", "test");
        ClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, ExtensionGuideTest.class.getClassLoader());
        return Stream.concat(
                contract(loader.loadClass("com.example.landfall.LogFileSourceTest"), DeltaSourceContract.class),
                contract(loader.loadClass("com.example.landfall.JsonLinesTest"), RowFormatContract.class));
    }

    private Stream<DynamicTest> contract(Class<?> example, Class<?> contract) {
        return Stream.of(contract.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> DynamicTest.dynamicTest(example.getSimpleName() + "." + method.getName(), () -> {
                    Object test = example.getConstructor().newInstance();
                    contract.getField("folder").set(test, Files.createTempDirectory(folder, "contract"));
                    call(test, contract, "begin");
                    try {
                        method.invoke(test);
                    } finally {
                        call(test, contract, "end");
                    }
                }));
    }

    private static void call(Object test, Class<?> contract, String name) throws ReflectiveOperationException {
        for (Method method : contract.getMethods()) {
            if (method.getName().equals(name)) {
                method.invoke(test);
            }
        }
    }

    @Test
    void aFolderWithoutAnExtensionIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("extensions"));
        assertThatThrownBy(() -> Extensions.of(folder.resolve("extensions"))).hasMessageContaining("holds no jar");
        jar(Files.createDirectories(folder.resolve("empty")), Map.of());
        assertThatThrownBy(() -> Extensions.of(folder.resolve("extensions")))
                .hasMessageContaining("hold no extension: name the class in META-INF/services/");
        jar(folder.resolve("empty"), Map.of(SourceExtension.class, "com.example.Absent"));
        assertThatThrownBy(() -> Extensions.of(folder.resolve("extensions")))
                .hasMessageContaining("com.example.Absent");
    }

    private Path compiled(String... roots) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes-" + roots.length));
        StringWriter problems = new StringWriter();
        List<String> arguments = Stream.concat(
                        Stream.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none"),
                        Stream.of(roots).flatMap(ExtensionGuideTest::sources))
                .toList();
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        new OutputStream() {
                            @Override
                            public void write(int letter) {
                                problems.write(letter);
                            }
                        },
                        arguments.toArray(String[]::new));
        assertThat(result).as(problems.toString()).isZero();
        return classes;
    }

    private static Stream<String> sources(String root) {
        try (Stream<Path> files = Files.walk(EXAMPLE.resolve(root))) {
            return files.map(Path::toString).filter(file -> file.endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void jar(Path classes, Map<Class<?>, String> services) throws IOException {
        Path jar = Files.createDirectories(folder.resolve("extensions")).resolve("example.jar");
        try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                output.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, output);
            }
            for (Map.Entry<Class<?>, String> service : services.entrySet()) {
                output.putNextEntry(
                        new JarEntry("META-INF/services/" + service.getKey().getName()));
                output.write(service.getValue().getBytes(StandardCharsets.UTF_8));
            }
            output.putNextEntry(new JarEntry("last"));
        }
    }

    private static String run(Map<String, String> environment, Path pipeline) {
        StringWriter out = new StringWriter();
        int exit = new CommandLine(new ReplicateCommand(environment))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute("--pipeline", pipeline.toString());
        return out + "exit " + exit;
    }

    private static List<String> landed(Storage storage) {
        return storage.list("lake-landing")
                .streamAll()
                .filter(blob ->
                        blob.getName().endsWith(".json") && !blob.getName().contains("_manifest"))
                .sorted(java.util.Comparator.comparing(Blob::getName))
                .map(blob -> new String(blob.getContent(), StandardCharsets.UTF_8))
                .toList();
    }
}
