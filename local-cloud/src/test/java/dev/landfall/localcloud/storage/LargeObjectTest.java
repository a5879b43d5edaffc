package dev.landfall.localcloud.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.localcloud.http.LoopbackHttpServer;
import dev.landfall.localcloud.http.Router;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An object goes in and out through a heap that could not hold it. {@code -Dlarge.object.mib=5120} sends 5 GiB through 512
 * MiB; by default it is 160 MiB through 32.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class LargeObjectTest {
    private static final int MIB = Integer.getInteger("large.object.mib", 160);
    private static final int HEAP_MIB = MIB < 2048 ? 32 : 512;
    private static final int BLOCK_BYTES = 1 << 20;

    /** The process under test. */
    static final class Server {
        public static void main(String[] folder) throws IOException {
            ObjectStore store = ObjectStore.open(Clock.systemUTC(), Optional.of(Path.of(folder[0])));
            store.createBucket("large", "US");
            LoopbackHttpServer server =
                    LoopbackHttpServer.start("storage", 0, StorageApi.addTo(new Router(), store, "US"));
            System.out.println(server.port());
            while (System.in.read() >= 0) {
                // Until the test is over.
            }
            System.exit(0);
        }
    }

    /** The same bytes whenever it is read. */
    private static final class Blocks extends InputStream {
        private final byte[] block = new byte[BLOCK_BYTES];
        private final Random random = new Random(1);
        private long left = (long) MIB * BLOCK_BYTES;
        private int next = BLOCK_BYTES;

        @Override
        public int read() {
            throw new UnsupportedOperationException("Read blocks");
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            if (next == BLOCK_BYTES) {
                random.nextBytes(block);
                next = 0;
            }
            int count = Math.min(length, BLOCK_BYTES - next);
            System.arraycopy(block, next, into, offset, count);
            next += count;
            left -= count;
            return count;
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void anObjectNeedNotFitIntoMemory(@TempDir Path folder) throws Exception {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MIB + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String origin = "http://127.0.0.1:"
                    + new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8)).readLine();
            upload(origin);
            HttpRequest media = HttpRequest.newBuilder(URI.create(origin + "/storage/v1/b/large/o/file.bin?alt=media"))
                    .build();
            try (InputStream body =
                    http.send(media, BodyHandlers.ofInputStream()).body()) {
                assertThat(checksum(body)).isEqualTo(checksum(new Blocks()));
            }
        } finally {
            server.destroyForcibly();
        }
    }

    private void upload(String origin) throws Exception {
        HttpRequest start = HttpRequest.newBuilder(
                        URI.create(origin + "/upload/storage/v1/b/large/o?uploadType=resumable&name=file.bin"))
                .POST(BodyPublishers.ofString("{}"))
                .build();
        String session = http.send(start, BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        HttpRequest put = HttpRequest.newBuilder(URI.create(session))
                .header("Content-Range", "bytes 0-*/*")
                .PUT(BodyPublishers.ofInputStream(Blocks::new))
                .build();
        HttpResponse<String> created = http.send(put, BodyHandlers.ofString());
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
        assertThat(created.body()).contains("\"size\":\"" + (long) MIB * BLOCK_BYTES + "\"");
    }

    private static long checksum(InputStream in) throws IOException {
        CRC32C checksum = new CRC32C();
        byte[] block = new byte[BLOCK_BYTES];
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
            checksum.update(block, 0, count);
        }
        return checksum.getValue();
    }
}
