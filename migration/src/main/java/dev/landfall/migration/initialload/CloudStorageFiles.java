package dev.landfall.migration.initialload;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.StorageException;
import dev.landfall.core.table.StorageFolder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Copies by the Java client of Cloud Storage. */
public final class CloudStorageFiles implements CopiedFiles {
    private final Storage storage;

    public CloudStorageFiles(Storage storage) {
        this.storage = storage;
    }

    @Override
    public List<TableFile> list(StorageFolder folder) {
        List<TableFile> files = new ArrayList<>();
        for (Blob blob : blobs(folder)) {
            files.add(file(folder, blob));
        }
        files.sort(Comparator.comparing(TableFile::path));
        return List.copyOf(files);
    }

    @Override
    public void tidy(StorageFolder folder) {
        for (Blob blob : blobs(folder)) {
            TableFile file = file(folder, blob);
            if (file.size() == 0 || file.path().endsWith("/") || file.hidden()) {
                storage.delete(blob.getBlobId());
            }
        }
    }

    private static TableFile file(StorageFolder folder, Blob blob) {
        return new TableFile(
                blob.getName().substring(folder.objectPrefix().length()), blob.getSize(), blob.getCrc32c());
    }

    private Iterable<Blob> blobs(StorageFolder folder) {
        try {
            return storage.list(
                            folder.bucket(),
                            BlobListOption.prefix(folder.objectPrefix()),
                            BlobListOption.fields(BlobField.NAME, BlobField.SIZE, BlobField.CRC32C))
                    .iterateAll();
        } catch (StorageException e) {
            throw new InitialLoadException("Cannot list the files in " + folder + ": " + e.getMessage(), e);
        }
    }
}
