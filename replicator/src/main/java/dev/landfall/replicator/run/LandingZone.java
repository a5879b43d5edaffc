package dev.landfall.replicator.run;

import dev.landfall.core.table.LoadMode;
import dev.landfall.core.table.TableSpec;
import dev.landfall.replicator.checksum.ChecksummedOutput;
import dev.landfall.replicator.delta.DeliveredPart;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.FinishedPart;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.state.UploadRecord;
import dev.landfall.replicator.upload.NewObject;
import dev.landfall.replicator.upload.StoredObject;
import dev.landfall.replicator.upload.WriteOnce;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The part of the landing bucket that belongs to one table: {@code <prefix><dataset>/<table>/seq=<n>/...}. */
final class LandingZone {
    private static final String ROWS_METADATA = "landfall-rows";

    private final WriteOnce writeOnce;
    private final String prefix;
    private final boolean secondCopyIsHarmless;

    LandingZone(WriteOnce writeOnce, String landingPrefix, TableSpec spec) {
        this.writeOnce = writeOnce;
        this.prefix = landingPrefix + spec.target().dataset() + "/" + spec.target().table() + "/";
        this.secondCopyIsHarmless = spec.mode() == LoadMode.MERGE;
    }

    DeliveredPart deliver(Delta delta, FinishedPart part) {
        Map<String, String> metadata = new HashMap<>();
        metadata.put(WriteOnce.DELTA_METADATA, delta.id().value());
        Long rows = part.rows();
        if (rows != null) {
            metadata.put(ROWS_METADATA, rows.toString());
        }
        StoredObject stored = writeOnce.deliver(
                new NewObject(prefix + part.name(), part.file(), part.size(), part.crc32c(), part.contentType(), metadata),
                secondCopyIsHarmless);
        return new DeliveredPart(stored.name(), stored.generation(), stored.size(), stored.crc32c(), rows);
    }

    /** Its name begins with an underscore, so that no loader takes it for data. */
    void deliverManifest(Delta delta, UploadRecord uploads, Path folder) {
        Path file = folder.resolve(delta.sequence() + "-manifest.json");
        try (ChecksummedOutput output = ChecksummedOutput.create(file)) {
            output.write(Manifest.json(delta, uploads).getBytes(StandardCharsets.UTF_8));
            output.flush();
            writeOnce.deliver(
                    new NewObject(
                            prefix + "seq=" + delta.sequence() + "/_manifest.json",
                            file,
                            output.size(),
                            output.crc32c(),
                            "application/json",
                            Map.of(WriteOnce.DELTA_METADATA, delta.id().value())),
                    true);
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw ReplicationException.landing("Cannot write the manifest of delta " + delta.id() + " to " + file, e);
        }
    }
}
