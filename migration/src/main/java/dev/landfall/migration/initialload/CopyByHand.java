package dev.landfall.migration.initialload;

import dev.landfall.core.table.StorageFolder;

/**
 * A person runs the copy, where Landfall may not start jobs on the cluster. The load stops at the command; when it is
 * resumed, the copy is compared with its source as always.
 *
 * @param shown whose command is to be run
 */
public record CopyByHand(FileCopy shown) implements FileCopy {
    @Override
    public String command(String source, StorageFolder target) {
        return shown.command(source, target);
    }

    @Override
    public void run(String source, StorageFolder target, Runnable progress) {
        throw new InitialLoadException("run this, then say --resume:\n  " + command(source, target));
    }
}
