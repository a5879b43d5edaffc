package dev.landfall.replicator.source.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.DeltaHistory;
import dev.landfall.replicator.delta.FinishedPart;
import dev.landfall.replicator.delta.SourceFile;
import dev.landfall.replicator.extension.PartSettings;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.HdfsConnection;
import dev.landfall.replicator.pipeline.HdfsSourceConfig;
import dev.landfall.replicator.pipeline.KerberosLogin;
import dev.landfall.replicator.source.hdfs.HdfsSource;
import java.io.File;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedAction;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.minikdc.MiniKdc;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real KDC, and a real HDFS that lets nobody in without its ticket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings({"NullAway.Init", "removal"}) // drivers ask for their Subject this way
@Timeout(180)
final class KerberosHdfsTest {
    private static final TableId TARGET = TableId.of("sales", "events");

    @TempDir
    static Path folder;

    private MiniKdc kdc;
    private MiniDFSCluster hdfs;
    private Path settings;
    private Path keytab;

    @BeforeAll
    void start() throws Exception {
        kdc = new MiniKdc(
                MiniKdc.createConf(),
                Files.createDirectories(folder.resolve("kdc")).toFile());
        kdc.start();
        File services = folder.resolve("services.keytab").toFile();
        kdc.createPrincipal(services, "hdfs/localhost", "HTTP/localhost");
        keytab = folder.resolve("etl.keytab");
        kdc.createPrincipal(keytab.toFile(), "etl");
        Configuration secure = secure(services);
        UserGroupInformation.setConfiguration(secure);
        UserGroupInformation.loginUserFromKeytab(principal("hdfs/localhost"), services.getPath());
        hdfs = new MiniDFSCluster.Builder(secure).numDataNodes(1).build();
        hdfs.waitActive();
        FileSystem files = hdfs.getFileSystem();
        try (OutputStream file = files.create(new org.apache.hadoop.fs.Path("/staging/events/a.csv"))) {
            file.write("1,one\n".getBytes(StandardCharsets.UTF_8));
        }
        settings = Files.createDirectories(folder.resolve("conf"));
        try (OutputStream site = Files.newOutputStream(settings.resolve("hdfs-site.xml"))) {
            secure.writeXml(site);
        }
        Files.writeString(settings.resolve("core-site.xml"), "<configuration/>");
    }

    private Configuration secure(File services) {
        Configuration secure = new Configuration();
        secure.set("hadoop.security.authentication", "kerberos");
        secure.set("hadoop.security.auth_to_local", "RULE:[2:$1@$0](.*@.*)s/@.*//\nRULE:[1:$1@$0](.*@.*)s/@.*//");
        for (String service : List.of("dfs.namenode", "dfs.datanode")) {
            secure.set(service + ".kerberos.principal", principal("hdfs/localhost"));
            secure.set(service + ".keytab.file", services.getPath());
        }
        secure.set("dfs.web.authentication.kerberos.principal", principal("HTTP/localhost"));
        secure.set("dfs.web.authentication.kerberos.keytab", services.getPath());
        secure.setBoolean("dfs.block.access.token.enable", true);
        secure.setBoolean("ignore.secure.ports.for.testing", true);
        secure.setInt("ipc.client.connect.max.retries.on.sasl", 1);
        secure.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
        return secure;
    }

    private String principal(String name) {
        return name + "@" + kdc.getRealm();
    }

    @AfterAll
    void stop() {
        hdfs.shutdown(true);
        kdc.stop();
        UserGroupInformation.reset();
        UserGroupInformation.setConfiguration(new Configuration());
    }

    @Test
    void filesAreReadWithTheTicketOfTheKeytab() throws Exception {
        List<FinishedPart> parts = new ArrayList<>();
        try (HdfsSource source = open(new KerberosLogin(principal("etl"), keytab))) {
            Delta delta = source.discover(new NothingKnown()).orElseThrow();
            source.extract(delta, parts::add);
        }
        assertThat(Files.readString(parts.get(0).file())).isEqualTo("1,one\n");
    }

    @Test
    void withoutATicketNothingIsRead() {
        // The process itself is logged in, as the HDFS that runs in it.
        UserGroupInformation nobody = UserGroupInformation.createRemoteUser("mallory");
        assertThatThrownBy(() -> nobody.doAs((PrivilegedAction<Optional<Delta>>) () -> {
                    try (HdfsSource source = open(null)) {
                        return source.discover(new NothingKnown());
                    }
                }))
                .isInstanceOf(ReplicationException.class)
                .hasMessageContaining("connection lake");
    }

    @Test
    void aWrongKeytabGivesOneClearLine() throws Exception {
        Path wrong = folder.resolve("wrong.keytab");
        kdc.createPrincipal(wrong.toFile(), "somebody");
        for (KerberosLogin login :
                List.of(new KerberosLogin(principal("etl"), wrong), new KerberosLogin(principal("nobody"), keytab))) {
            assertThatThrownBy(() -> open(login))
                    .isInstanceOf(ReplicationException.class)
                    .message()
                    .startsWith("Connection lake: Kerberos refuses " + login.principal() + " with keytab "
                            + login.keytab() + ": ")
                    .hasLineCount(1);
            assertThatThrownBy(() -> new KeytabLogin(login, "lake").run(() -> 1, RuntimeException.class))
                    .message()
                    .startsWith("Connection lake: Kerberos refuses ")
                    .hasLineCount(1);
        }
        assertThatThrownBy(() -> open(new KerberosLogin(principal("etl"), folder.resolve("absent"))))
                .hasMessage("Connection lake: there is no keytab " + folder.resolve("absent") + " that can be read");
    }

    @Test
    void driversFindTheTicketInTheirSubject() {
        KerberosLogin login = new KerberosLogin(principal("etl"), keytab);
        Subject subject = new KeytabLogin(login, "warehouse")
                .run(() -> Subject.getSubject(java.security.AccessController.getContext()), RuntimeException.class);
        assertThat(subject.getPrincipals(KerberosPrincipal.class))
                .extracting(KerberosPrincipal::getName)
                .containsExactly(principal("etl"));
        assertThat(subject.getPrivateCredentials(javax.security.auth.kerberos.KerberosTicket.class))
                .isNotEmpty();
    }

    private HdfsSource open(@org.jspecify.annotations.Nullable KerberosLogin login) {
        return HdfsSource.open(
                TARGET,
                new HdfsSourceConfig(
                        new HdfsConnection("lake", hdfs.getURI(0), settings, login),
                        "/staging/events",
                        FileFormat.CSV,
                        Duration.ZERO,
                        false),
                new PartSettings(folder, 1_000_000),
                Clock.systemUTC());
    }

    private static final class NothingKnown implements DeltaHistory {
        @Override
        public Optional<LocalDateTime> watermark(TableId table) {
            return Optional.empty();
        }

        @Override
        public long lastSequence(TableId table) {
            return 0;
        }

        @Override
        public List<SourceFile> unknown(TableId table, List<SourceFile> candidates) {
            return candidates;
        }
    }
}
