package dev.landfall.localcloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
final class LocalCloudMainTest {
    @Test
    void printsItsAddressesAndLeavesNothingBehind(@TempDir Path folder) throws Exception {
        int port = freePort();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalCloudMain.class.getName(),
                        "--storage-port=" + port,
                        "--bucket=landing",
                        "--storage-trigger=landing=http://127.0.0.1:1/",
                        "--topic=jobs",
                        "--push=workers=jobs=http://127.0.0.1:1/",
                        "--event-backoff-min=PT0.2S",
                        "--event-backoff-max=PT5S")
                .redirectError(folder.resolve("stderr").toFile())
                .start();
        try {
            List<String> lines = linesUntilReady(process);
            assertThat(lines).hasSize(4);
            assertThat(lines.get(0)).isEqualTo("export STORAGE_EMULATOR_HOST=http://127.0.0.1:" + port);
            assertThat(lines.get(1)).matches("export BIGQUERY_EMULATOR_HOST=http://127\\.0\\.0\\.1:\\d+");
            assertThat(lines.get(2)).matches("export FIRESTORE_EMULATOR_HOST=127\\.0\\.0\\.1:\\d+");
            assertThat(lines.get(3)).matches("export PUBSUB_EMULATOR_HOST=127\\.0\\.0\\.1:\\d+");
        } finally {
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("stderr"));
        }
    }

    @Test
    void helpNamesEveryOptionAndTheControlPaths() {
        StringWriter out = new StringWriter();
        int exitCode = new CommandLine(new LocalCloudMain())
                .setOut(new PrintWriter(out))
                .execute("--help");
        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .contains("--storage-trigger=BUCKET=URL", "--push=NAME=TOPIC=URL", "--event-backoff-min=DURATION")
                .contains("POST /_local/events/redeliver");
    }

    @Test
    void malformedOptionsAreExplained() {
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(new LocalCloudMain())
                .setErr(new PrintWriter(err))
                .execute("--storage-trigger=landing");
        assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("'landing' does not have the form of --storage-trigger BUCKET=URL");
    }

    private static List<String> linesUntilReady(Process process) throws IOException {
        List<String> lines = new ArrayList<>();
        BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        for (String line = reader.readLine(); line != null && !line.equals("READY"); line = reader.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
