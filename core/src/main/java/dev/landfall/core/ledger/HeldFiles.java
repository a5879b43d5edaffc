package dev.landfall.core.ledger;

import dev.landfall.core.failure.ErrorDetail;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The files that wait for the commit of their directory. Nobody needs a lease to let them go: each step is conditional
 * on {@link FileState#HELD}, so that whoever comes second changes nothing. Thread-safe.
 */
public final class HeldFiles {
    private static final int FILES_PER_TRANSACTION = 200;

    private final LedgerStore store;
    private final Clock clock;

    HeldFiles(LedgerStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** They may be loaded. */
    public void release(Collection<FileId> files) {
        change(files, file -> file.to(FileState.LANDED, now()).waitingFor(null));
    }

    /** They are not part of what was committed. */
    public void reject(Collection<FileId> files, ErrorDetail why) {
        change(files, file -> file.to(FileState.REJECTED, now()).withError(why).waitingFor(null));
    }

    /** A newer version of the object is there. */
    public void supersede(FileId file, Withdrawal how) {
        change(
                List.of(file),
                found -> found.to(FileState.SUPERSEDED, now())
                        .withError(how.error())
                        .waitingFor(null));
    }

    /** Says anew what they wait for. */
    public void explain(Collection<FileId> files, String waitsFor) {
        change(files, file -> file.waitingFor(waitsFor));
    }

    private void change(Collection<FileId> files, UnaryOperator<FileRecord> change) {
        List<FileId> ids = new ArrayList<>(files);
        for (int from = 0; from < ids.size(); from += FILES_PER_TRANSACTION) {
            List<FileId> chunk = ids.subList(from, Math.min(ids.size(), from + FILES_PER_TRANSACTION));
            store.transact(transaction -> {
                transaction.files(chunk).stream()
                        .filter(file -> file.state() == FileState.HELD)
                        .forEach(file -> transaction.put(change.apply(file)));
                return chunk;
            });
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
