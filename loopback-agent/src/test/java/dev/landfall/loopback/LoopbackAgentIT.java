package dev.landfall.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the real invoker as a process, with and without the agent. */
class LoopbackAgentIT {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void withTheAgentTheInvokerAnswersOnLoopbackOnly() throws Exception {
        int port = freePort();
        Process invoker = start(port, List.of("-javaagent:" + System.getProperty("agent.jar")));
        try {
            assertThat(answer(port)).isEqualTo("hello");
            InetAddress elsewhere = otherAddress();
            assertThatThrownBy(() -> connect(elsewhere, port)).isInstanceOf(IOException.class);
        } finally {
            invoker.destroyForcibly().waitFor();
        }
    }

    /** Without this the test above could pass because nothing ever listened elsewhere. */
    @Test
    void withoutTheAgentTheInvokerAnswersEverywhere() throws Exception {
        int port = freePort();
        Process invoker = start(port, List.of());
        try {
            assertThat(answer(port)).isEqualTo("hello");
            connect(otherAddress(), port);
        } finally {
            invoker.destroyForcibly().waitFor();
        }
    }

    @Test
    void theInvokerEndsWhenItsStandardInputCloses() throws Exception {
        int port = freePort();
        Process invoker =
                start(port, List.of("-javaagent:" + System.getProperty("agent.jar") + "=exit-on-stdin-close"));
        assertThat(answer(port)).isEqualTo("hello");
        invoker.getOutputStream().close();
        assertThat(invoker.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private Process start(int port, List<String> jvmOptions) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", invokerJar(), "--classpath", testClasses()));
        command.addAll(List.of("--target", HelloFunction.class.getName(), "--port", String.valueOf(port)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("invoker.log").toFile())
                .start();
    }

    private String answer(int port) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .build();
        Instant giveUp = Instant.now().plus(START_LIMIT);
        while (true) {
            try {
                return client.send(request, BodyHandlers.ofString()).body();
            } catch (IOException e) {
                if (Instant.now().isAfter(giveUp)) {
                    throw new AssertionError(Files.readString(directory.resolve("invoker.log")), e);
                }
                Thread.onSpinWait();
            }
        }
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2_000);
        }
    }

    private static InetAddress otherAddress() throws IOException {
        Optional<InetAddress> address = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(candidate -> candidate instanceof Inet4Address && !candidate.isLoopbackAddress())
                .findFirst();
        Assumptions.assumeTrue(address.isPresent(), "this machine has no address but loopback");
        return address.orElseThrow();
    }

    private static String invokerJar() {
        return classPathEntry("java-function-invoker");
    }

    private static String testClasses() {
        return classPathEntry("test-classes");
    }

    private static String classPathEntry(String part) {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.contains(part)) {
                return entry;
            }
        }
        throw new AssertionError(part + " is not on the class path");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
