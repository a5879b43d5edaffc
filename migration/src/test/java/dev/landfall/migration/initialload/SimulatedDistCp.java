package dev.landfall.migration.initialload;

import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import dev.landfall.core.table.StorageFolder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a folder of Cloud Storage what a folder of the model is, file by file, as DistCp with -update and -delete does,
 * with the empty objects that its connector leaves for folders.
 *
 * @param afterEach runs after each change in Cloud Storage
 */
record SimulatedDistCp(ModelTable table, Storage storage, Runnable afterEach) implements FileCopy {
    @Override
    public String command(String source, StorageFolder target) {
        return "copy " + source + " " + target;
    }

    @Override
    public void run(String source, StorageFolder target, Runnable progress) {
        List<TableFile> there = new CloudStorageFiles(storage).list(target);
        Set<String> wanted = new HashSet<>();
        for (TableFile file : table.list(source)) {
            wanted.add(file.path());
            if (there.stream().noneMatch(file::same)) {
                table.read(source, file.path()).ifPresent(bytes -> {
                    storage.create(
                            BlobInfo.newBuilder(target.bucket(), target.objectPrefix() + file.path())
                                    .build(),
                            bytes);
                    afterEach.run();
                });
            }
        }
        storage.create(BlobInfo.newBuilder(target.bucket(), target.objectPrefix() + "dt=2026-01-01/")
                .build());
        for (TableFile file : there) {
            if (!wanted.contains(file.path())) {
                storage.delete(target.bucket(), target.objectPrefix() + file.path());
                afterEach.run();
            }
        }
        progress.run();
    }
}
