package dev.landfall.replicator;

import dev.landfall.replicator.run.TableResult;
import dev.landfall.replicator.run.TableState;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One line per table as it ends, and a last line for the run. */
final class TextResults implements ResultPrinter {
    private final PrintWriter out;

    TextResults(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void table(TableResult result) {
        out.println(result.table() + ": " + outcome(result) + leftOut(result));
        out.flush();
    }

    private static String outcome(TableResult result) {
        String scope = String.join(" and ", result.scope());
        return switch (result.state()) {
            case DELIVERED -> "delivered " + scope + ": " + amount(result.files(), result.rows(), result.bytes());
            case NOTHING_NEW -> "nothing new" + (scope.isEmpty() ? "" : " in " + scope);
            case WOULD_DELIVER -> "would deliver " + scope;
            case BUSY -> "left to " + scope;
            case FAILED -> "FAILED: " + result.error();
        };
    }

    private static String leftOut(TableResult result) {
        Long without = result.rowsWithoutWatermark();
        Long ahead = result.rowsAhead();
        return (without == null || without == 0 ? "" : "; " + without + " row(s) have no watermark")
                + (ahead == null || ahead == 0 ? "" : "; " + ahead + " row(s) lie ahead and wait for a later window");
    }

    private static String amount(int files, @Nullable Long rows, long bytes) {
        return files + " file(s), " + (rows == null ? "" : rows + " row(s), ") + size(bytes);
    }

    static String size(long bytes) {
        double kibibytes = bytes / 1024.0;
        return kibibytes < 1024
                ? String.format(Locale.ROOT, "%.1f KiB", kibibytes)
                : String.format(Locale.ROOT, "%.1f MiB", kibibytes / 1024);
    }

    @Override
    public void summary(List<TableResult> results) {
        long failed = count(results, TableState.FAILED);
        int files = results.stream().mapToInt(TableResult::files).sum();
        long bytes = results.stream().mapToLong(TableResult::bytes).sum();
        long busy = count(results, TableState.BUSY);
        out.println(results.size() + " table(s): " + count(results, TableState.DELIVERED) + " delivered, "
                + count(results, TableState.NOTHING_NEW) + " with nothing new, " + failed + " failed"
                + (busy == 0 ? "" : ", " + busy + " left to other replicas") + "; " + amount(files, null, bytes));
        out.flush();
    }

    private static long count(List<TableResult> results, TableState state) {
        return results.stream().filter(result -> result.state() == state).count();
    }
}
