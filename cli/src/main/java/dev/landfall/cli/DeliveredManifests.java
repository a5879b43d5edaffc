package dev.landfall.cli;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.StorageException;
import dev.landfall.core.landing.CommitMarker;
import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.ledger.LedgerView;
import dev.landfall.core.table.TableId;
import dev.landfall.migration.validation.comparison.Level;
import dev.landfall.migration.validation.comparison.ValidationResult;
import dev.landfall.migration.validation.failure.ValidationException;
import dev.landfall.migration.validation.manifest.DeltaManifest;
import dev.landfall.migration.validation.manifest.LoadedFiles;
import dev.landfall.migration.validation.manifest.ManifestValidation;
import dev.landfall.replicator.pipeline.Landing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The manifests of deltas in the landing bucket, against the ledger. */
final class DeliveredManifests implements LoadedFiles {
    private final Storage storage;
    private final Landing landing;
    private final LedgerView ledger;
    private final Map<BatchId, Batch> batches = new HashMap<>();

    DeliveredManifests(Storage storage, Landing landing, LedgerView ledger) {
        this.storage = storage;
        this.landing = landing;
        this.ledger = ledger;
    }

    /** One result for the table; never throws for what is wrong with a manifest or the bucket. */
    ValidationResult validate(TableId target) {
        Clock clock = Clock.systemUTC();
        String folder = landing.prefix() + target.dataset() + "/" + target.table() + "/";
        String source = "manifests in gs://" + landing.bucket() + "/" + folder;
        try {
            List<DeltaManifest> manifests = manifests(folder);
            return manifests.isEmpty()
                    ? ValidationResult.failed(
                            target, source, Level.COUNT, clock.instant(), "There are no " + source + ": has the"
                                    + " replicator delivered anything, and does the bucket keep it?")
                    : new ManifestValidation(this).validate(target, source, manifests, clock);
        } catch (ValidationException | StorageException e) {
            return ValidationResult.failed(target, source, Level.COUNT, clock.instant(), String.valueOf(e.getMessage()));
        }
    }

    private List<DeltaManifest> manifests(String folder) {
        List<DeltaManifest> manifests = new ArrayList<>();
        for (Blob blob : storage.list(
                        landing.bucket(),
                        BlobListOption.prefix(folder))
                .iterateAll()) {
            if (blob.getName().endsWith("/" + CommitMarker.MANIFEST)) {
                manifests.add(DeltaManifest.parse(
                        blob.getName(), new String(storage.readAllBytes(blob.getBlobId()), StandardCharsets.UTF_8)));
            }
        }
        return manifests;
    }

    @Override
    public Optional<Loaded> find(DeltaManifest.File file) {
        return ledger.file(FileId.of(landing.bucket(), file.name(), file.generation()))
                .map(record -> new Loaded(record.state(), batch(record.batch())));
    }

    private @Nullable Batch batch(@Nullable BatchId id) {
        return id == null ? null : batches.computeIfAbsent(id, this::read);
    }

    private @Nullable Batch read(BatchId id) {
        List<BatchRecord> found = ledger.batches(List.of(id));
        return found.isEmpty()
                ? null
                : new Batch(
                        id.value(),
                        found.get(0).content().files().size(),
                        found.get(0).rows());
    }
}
