package dev.landfall.cli;

import dev.landfall.core.table.TableId;
import dev.landfall.migration.initialload.LoadListener;
import dev.landfall.migration.initialload.LoadState;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** One line per step, and one now and then while a step takes its time. */
final class PrintedLoads implements LoadListener {
    private static final double MEBIBYTE = 1 << 20;

    private final PrintWriter out;
    private final Clock clock;
    private final Instant begin;

    PrintedLoads(PrintWriter out, Clock clock) {
        this.out = out;
        this.clock = clock;
        this.begin = clock.instant();
    }

    @Override
    public void done(LoadState state) {
        line(
                state.target(),
                switch (state.step()) {
                    case NOTED ->
                        state.upper() == null
                                ? "noted: its rows get the sequence " + state.sequence()
                                : "noted: the first delta will begin at " + state.upper()
                                        + " by the clock of the source";
                    case STABLE ->
                        state.snapshot() == null
                                ? "no snapshot: copying " + state.source() + " as it is"
                                : "snapshot " + state.snapshot().name() + " of "
                                        + state.snapshot().root();
                    case COPIED ->
                        "copied " + state.files().files() + " files ("
                                + size(state.files().bytes()) + "), the same by size and checksum, in "
                                + state.folder();
                    case READABLE -> "readable in BigQuery";
                    case DECIDED -> "to be written by " + state.writes().size() + " job(s)";
                    case FILLED -> "the target has its rows";
                    case HANDED_OVER -> "handed over to the deltas";
                    case DONE -> "done; the copied files stay in " + state.folder();
                });
    }

    @Override
    public void copying(TableId target, LoadState.Size copied, LoadState.Size all) {
        long percent = all.bytes() == 0 ? 0 : 100 * copied.bytes() / all.bytes();
        line(
                target,
                "copying: " + copied.files() + " of " + all.files() + " files, " + size(copied.bytes()) + " of "
                        + size(all.bytes()) + " (" + percent + " %)");
    }

    @Override
    public void running(TableId target, String jobId, String what) {
        line(target, what + ": job " + jobId + " is running");
    }

    private void line(TableId target, String text) {
        Duration since = Duration.between(begin, clock.instant());
        out.printf(Locale.ROOT, "[%7.1f s] %s: %s%n", since.toMillis() / 1000.0, target, text);
        out.flush();
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MiB", bytes / MEBIBYTE);
    }
}
