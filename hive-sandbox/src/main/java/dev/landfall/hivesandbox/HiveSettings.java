package dev.landfall.hivesandbox;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** How the sandbox's HiveServer2 differs from Hive's defaults, and why. */
final class HiveSettings {
    private HiveSettings() {}

    /**
     * The settings of the embedded metastore. Its code reads some of them from system properties alone, so the caller
     * sets them there too: on the configuration object alone the schema is never created.
     */
    static List<Setting> metastore(URI hdfs, int port) {
        return List.of(
                new Setting(
                        "javax.jdo.option.ConnectionURL",
                        "jdbc:derby:memory:metastore" + port + ";create=true",
                        "in memory, gone with the JVM"),
                new Setting(
                        "javax.jdo.option.ConnectionDriverName",
                        "org.apache.derby.jdbc.EmbeddedDriver",
                        "Derby listens on no port"),
                new Setting("datanucleus.schema.autoCreateAll", "true", "the database starts empty"),
                new Setting("hive.metastore.schema.verification", "false", "the schema comes from no schematool"),
                new Setting("metastore.schema.verification", "false", "the same, by the metastore's own name"),
                new Setting("hive.metastore.uris", "", "embedded: no thrift metastore, no port"),
                new Setting("fs.defaultFS", hdfs.toString(), "tables live in HDFS"),
                new Setting("hive.metastore.warehouse.dir", hdfs + "/user/hive/warehouse", "managed tables"),
                new Setting(
                        "hive.metastore.warehouse.external.dir", hdfs + "/user/hive/warehouse-external", "the others"),
                new Setting("hive.metastore.client.capability.check", "false", "any client may see any table"),
                new Setting("metastore.metadata.transformer.class", " ", "CREATE TABLE makes what it says"),
                new Setting("hive.metastore.event.db.notification.api.auth", "false", "no proxy user check"),
                new Setting(
                        "hive.metastore.try.direct.sql",
                        "false",
                        "its self-test fails on an empty Derby, in 200 lines"),
                new Setting(
                        "hive.metastore.client.cache.v2.enabled",
                        "false",
                        "its size estimate would need half of the JDK opened to reflection"),
                new Setting("hive.notification.event.poll.interval", "0", "nobody reads notifications"));
    }

    /** The settings of HiveServer2 itself. */
    static List<Setting> server(int port) {
        return List.of(
                new Setting("hive.server2.thrift.bind.host", "127.0.0.1", "loopback only"),
                new Setting("hive.server2.thrift.port", Integer.toString(port), "chosen at start"),
                new Setting("hive.server2.webui.port", "0", "no web page, no port"),
                new Setting("hive.server2.authentication", "NONE", "SASL PLAIN with any user and password"),
                new Setting("hive.server2.enable.doAs", "false", "files belong to whoever runs the sandbox"),
                new Setting("hive.security.authorization.enabled", "false", "everybody may do everything"),
                new Setting("hive.server2.active.passive.ha.enable", "false", "no ZooKeeper"),
                new Setting("hive.server2.metrics.enabled", "false", "nobody reads them"),
                new Setting("hive.server2.logging.operation.enabled", "false", "no log file per statement"),
                new Setting("hive.server2.tez.initialize.default.sessions", "false", "no Tez"),
                new Setting("hive.server2.materializedviews.registry.impl", "DUMMY", "no view loading thread"),
                new Setting("hive.scheduled.queries.executor.enabled", "false", "no background thread"),
                new Setting("hive.session.history.enabled", "false", "no history files"));
    }

    /** How statements run: in this JVM, without transactions, small. */
    static List<Setting> execution() {
        return List.of(
                new Setting("hive.execution.engine", "mr", "local MapReduce starts faster than local Tez"),
                new Setting("mapreduce.framework.name", "local", "no YARN"),
                new Setting("mapreduce.task.io.sort.mb", "32", "the default 100 MB buffer per task is too much here"),
                new Setting("hive.exec.counters.pull.interval", "50", "a job's end is noticed in 50 ms, not 1,000"),
                new Setting("hive.exec.submit.local.task.via.child", "false", "the child needs a 'hadoop' executable"),
                new Setting("hive.llap.execution.mode", "none", "no LLAP daemons"),
                new Setting("hive.support.concurrency", "false", "no lock service"),
                new Setting(
                        "hive.txn.manager",
                        "org.apache.hadoop.hive.ql.lockmgr.DummyTxnManager",
                        "plain tables, as on the clusters that are left behind"),
                new Setting("hive.strict.managed.tables", "false", "managed tables need not be transactional"),
                new Setting("hive.create.as.acid", "false", "the same"),
                new Setting("hive.stats.autogather", "false", "saves a pass over every write"),
                new Setting("hive.stats.column.autogather", "false", "the same"),
                new Setting("hive.stats.fetch.column.stats", "false", "there are none to fetch"),
                new Setting("hive.compute.query.using.stats", "false", "a count reads the files, however they came"),
                new Setting("hive.query.results.cache.enabled", "false", "a query sees the table, never a cache"),
                new Setting("hive.fetch.task.conversion", "more", "SELECT with a filter needs no job"),
                new Setting("hive.exec.dynamic.partition.mode", "nonstrict", "all partition columns may be dynamic"));
    }

    /** Every path that Hive would otherwise put under /tmp or the working folder. */
    static List<Setting> paths(SandboxDirectory directory) {
        return List.of(
                local("hive.exec.local.scratchdir", directory, "scratch"),
                local("hive.downloaded.resources.dir", directory, "resources"),
                local("hive.querylog.location", directory, "query-log"),
                local("hive.server2.logging.operation.log.location", directory, "operation-log"),
                local("mapreduce.jobtracker.staging.root.dir", directory, "mapreduce-staging"),
                local("mapreduce.cluster.local.dir", directory, "mapreduce-local"),
                local("hadoop.tmp.dir", directory, "hadoop-tmp"),
                new Setting("hive.exec.scratchdir", "/tmp/hive", "in HDFS"));
    }

    /** All of them, in the order in which they apply. */
    static Stream<Setting> all(SandboxDirectory directory, URI hdfs, int port) {
        return Stream.of(metastore(hdfs, port), server(port), execution(), paths(directory))
                .flatMap(List::stream);
    }

    private static Setting local(String name, SandboxDirectory directory, String folder) {
        return new Setting(name, directory.hive().resolve(folder).toString(), "stays inside the sandbox's folder");
    }
}
