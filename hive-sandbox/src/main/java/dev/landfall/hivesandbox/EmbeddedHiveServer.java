package dev.landfall.hivesandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.conf.HiveConf;
import org.apache.hive.service.server.HiveServer2;

/** HiveServer2 with its metastore in this JVM, listening on one loopback port. */
final class EmbeddedHiveServer {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    private final HiveServer2 server;
    private final int port;

    private EmbeddedHiveServer(HiveServer2 server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Returns once the thrift port accepts connections. */
    static EmbeddedHiveServer start(LoopbackHdfs hdfs, SandboxDirectory directory)
            throws IOException, InterruptedException {
        int port = freePort();
        HiveSettings.metastore(hdfs.uri(), port)
                .forEach(setting -> System.setProperty(setting.name(), setting.value()));
        HiveConf configuration = new HiveConf();
        copyClientSettings(hdfs.configuration(), configuration);
        HiveSettings.all(directory, hdfs.uri(), port)
                .forEach(setting -> configuration.set(setting.name(), setting.value()));
        HiveServer2 server = new HiveServer2();
        server.init(configuration);
        server.start();
        awaitConnection(port);
        return new EmbeddedHiveServer(server, port);
    }

    String jdbcUrl() {
        return "jdbc:hive2://127.0.0.1:" + port + "/default";
    }

    void stop() {
        server.stop();
    }

    private static void copyClientSettings(Configuration from, Configuration to) {
        for (Map.Entry<String, String> setting : from) {
            String name = setting.getKey();
            if (name.startsWith("dfs.") || name.startsWith("hadoop.proxyuser.")) {
                to.set(name, setting.getValue());
            }
        }
    }

    /** HiveServer2 cannot report a port that it chose itself, so one is chosen for it. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitConnection(int port) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(START_TIMEOUT);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return;
            } catch (IOException e) {
                if (Instant.now().isAfter(deadline)) {
                    throw new IOException("HiveServer2 does not answer on port " + port + " after " + START_TIMEOUT, e);
                }
                Thread.sleep(50);
            }
        }
    }
}
