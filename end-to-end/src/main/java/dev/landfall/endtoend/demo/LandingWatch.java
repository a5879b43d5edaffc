package dev.landfall.endtoend.demo;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobListOption;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.endtoend.laptop.Laptop;
import dev.landfall.endtoend.process.Supervisor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Compares the landing bucket with the ledger until every object has come to its end. */
final class LandingWatch {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Storage storage;
    private final Ledger ledger;
    private final Supervisor supervisor;

    LandingWatch(Storage storage, Ledger ledger, Supervisor supervisor) {
        this.storage = storage;
        this.ledger = ledger;
        this.supervisor = supervisor;
    }

    /** Waits until each of the files is in a final state. */
    void awaitFinal(List<Blob> files) throws InterruptedException {
        supervisor.await(
                files.size() + " files to be merged or refused (see 'landfall status')",
                LIMIT,
                () -> files.stream()
                        .allMatch(file -> find(file)
                                .filter(found -> found.state().isFinal())
                                .isPresent()));
    }

    /** Waits until the ledger has counted a second event of the file. */
    void awaitDuplicate(Blob file) throws InterruptedException {
        supervisor.await(
                "the ledger to count a second event of " + file.getName(),
                LIMIT,
                () -> find(file).filter(found -> found.duplicates() > 0).isPresent());
    }

    /** All data files under a prefix, the oldest first; names that begin with an underscore are no data. */
    List<Blob> files(String prefix) {
        List<Blob> files = new ArrayList<>();
        for (Blob blob :
                storage.list(Laptop.BUCKET, BlobListOption.prefix(prefix)).iterateAll()) {
            String name = blob.getName().substring(blob.getName().lastIndexOf('/') + 1);
            if (!name.startsWith("_")) {
                files.add(blob);
            }
        }
        files.sort(Comparator.comparing(Blob::getGeneration));
        return files;
    }

    Optional<FileRecord> find(Blob file) {
        return ledger.file(FileId.of(file.getBucket(), file.getName(), file.getGeneration()));
    }
}
