package dev.landfall.migration.initialload;

import dev.landfall.core.table.TableId;
import java.util.List;
import java.util.Objects;

/**
 * Copies until the copy is the table, file by file, by size and CRC32C. A table that is not read from a snapshot may
 * change meanwhile; then what changed is copied again, a few times.
 */
record CopyStep(InitialLoad.Parts parts) {
    private static final int MOST_ROUNDS = 4;

    LoadState copy(LoadOrder order, LoadState state) {
        TableId target = state.target();
        String folder = Objects.requireNonNull(state.source(), "where files are read from is known by now");
        for (int round = 0; ; round++) {
            CopySource source = CopySource.of(order.table(), folder, parts.hadoop(), parts.hive());
            List<TableFile> files = source.files(parts.hadoop());
            CopyCheck check = CopyCheck.of(files, parts.copies().list(state.folder()));
            LoadState.Size all = size(files);
            if (check.same()) {
                return state.copied(all);
            }
            if (round == MOST_ROUNDS) {
                throw neverSame(state, folder, check);
            }
            for (CopySource.Folder each : source.folders()) {
                parts.copy()
                        .run(
                                each.source(),
                                each.target(state.folder()),
                                () -> parts.listener()
                                        .copying(target, size(parts.copies().list(state.folder())), all));
            }
            parts.copies().tidy(state.folder());
        }
    }

    private static InitialLoadException neverSame(LoadState state, String folder, CopyCheck check) {
        return new InitialLoadException("After " + MOST_ROUNDS + " rounds the copy " + state.folder() + " is not what "
                + folder + " holds: " + check + ". A table that changes all the time is copied from a snapshot: ask an"
                + " administrator for 'hdfs dfsadmin -allowSnapshot', then begin anew with --restart");
    }

    private static LoadState.Size size(List<TableFile> files) {
        return new LoadState.Size(
                files.size(), files.stream().mapToLong(TableFile::size).sum());
    }
}
