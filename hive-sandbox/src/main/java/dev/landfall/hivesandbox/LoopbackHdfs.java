package dev.landfall.hivesandbox;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** One namenode and one datanode, listening on 127.0.0.1 only. */
final class LoopbackHdfs {
    private static final FsPermission OPEN_TO_ALL = new FsPermission((short) 0777);

    private final MiniDFSCluster cluster;

    private LoopbackHdfs(MiniDFSCluster cluster) {
        this.cluster = cluster;
    }

    /** Returns once the file system answers and has the folders that Hive expects. */
    static LoopbackHdfs start(SandboxDirectory directory) throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.hdfs().toString());
        configuration.set("hadoop.tmp.dir", directory.temporary().toString());
        configuration.set("dfs.namenode.rpc-bind-host", "127.0.0.1");
        configuration.set("dfs.namenode.http-bind-host", "127.0.0.1");
        // Whoever runs the sandbox may act for any user, as Hive's service user does on a cluster.
        String user = System.getProperty("user.name");
        configuration.set("hadoop.proxyuser." + user + ".hosts", "*");
        configuration.set("hadoop.proxyuser." + user + ".groups", "*");
        MiniDFSCluster cluster =
                new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        cluster.waitActive();
        makeFolders(cluster.getFileSystem());
        return new LoopbackHdfs(cluster);
    }

    private static void makeFolders(FileSystem files) throws IOException {
        for (String name : List.of("/tmp", "/tmp/hive", "/user/hive/warehouse", "/user/hive/warehouse-external")) {
            Path folder = new Path(name);
            files.mkdirs(folder);
            files.setPermission(folder, OPEN_TO_ALL);
        }
    }

    URI uri() {
        return URI.create("hdfs://127.0.0.1:" + cluster.getNameNodePort());
    }

    /** What a client in this JVM needs to know. */
    Configuration configuration() {
        return cluster.getConfiguration(0);
    }
}
