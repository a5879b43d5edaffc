package dev.landfall.cli;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobWriteOption;
import com.google.cloud.storage.StorageException;
import dev.landfall.core.table.TableId;
import dev.landfall.gcp.client.CloudClients;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landfall drop FILE DATASET.TABLE}: puts one file where the loader finds it. */
@Command(
        name = "drop",
        mixinStandardHelpOptions = true,
        description = {
            "Uploads one file into the landing bucket, under landing/DATASET/TABLE/ (LANDFALL_LANDING_PREFIX says where else).",
            "The loader picks it up by itself; 'landfall status' shows how far it is."
        })
final class DropCommand implements Callable<Integer> {
    private static final int ALREADY_THERE = 412;

    @Parameters(index = "0", paramLabel = "FILE", description = "Avro, Parquet, CSV or newline-delimited JSON")
    Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "DATASET.TABLE", description = "the table that the rows belong to")
    String table = "";

    @Option(names = "--replace", description = "write a new version of an object that is there already")
    boolean replace;

    private final Deployment deployment;

    @Spec
    CommandSpec spec = CommandSpec.create();

    DropCommand(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public Integer call() throws IOException {
        TableId target = TableArgument.parse(table);
        if (!Files.isRegularFile(file)) {
            throw new UserError("There is no file " + file);
        }
        String name = deployment.landingPrefix() + target.dataset() + "/" + target.table() + "/" + file.getFileName();
        try (CloudClients clients = deployment.clients()) {
            Blob blob = upload(
                    clients.storage(),
                    BlobInfo.newBuilder(deployment.bucket(), name).build());
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    "Dropped gs://%s/%s (%,d bytes, generation %d)%n",
                    blob.getBucket(), name, blob.getSize(), blob.getGeneration());
            out.printf("Follow it: landfall status --table %s%n", target);
            out.flush();
        }
        return 0;
    }

    private Blob upload(Storage storage, BlobInfo object) throws IOException {
        BlobWriteOption[] options =
                replace ? new BlobWriteOption[0] : new BlobWriteOption[] {BlobWriteOption.doesNotExist()};
        try {
            return storage.createFrom(object, file, options);
        } catch (StorageException e) {
            if (e.getCode() == ALREADY_THERE) {
                throw new UserError("gs://" + object.getBucket() + "/" + object.getName()
                        + " is there already: rename the file, or say --replace to load it as a new version");
            }
            throw e;
        }
    }
}
