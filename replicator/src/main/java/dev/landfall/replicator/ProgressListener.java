package dev.landfall.replicator;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.delta.DeliveredPart;
import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.run.RunListener;
import dev.landfall.replicator.run.TableResult;
import java.io.Console;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Shows a run as it goes on: a bar of uploaded MiB on a terminal, a line per part elsewhere. */
final class ProgressListener implements RunListener, AutoCloseable {
    private static final long MEBIBYTE = 1024L * 1024;

    private final PrintWriter notes;
    private final ResultPrinter printer;
    private final boolean terminal;
    private @Nullable ProgressBar bar;

    private ProgressListener(PrintWriter notes, ResultPrinter printer, boolean terminal) {
        this.notes = notes;
        this.printer = printer;
        this.terminal = terminal;
    }

    static ProgressListener forConsole(PrintWriter notes, ResultPrinter printer) {
        return new ProgressListener(notes, printer, isTerminal());
    }

    /** Since JDK 22 there is a console without a terminal too, which then says so. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    @Override
    public synchronized void started(TableId table) {
        if (terminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName(table.toString())
                    .setInitialMax(-1)
                    .setUnit(" MiB", MEBIBYTE)
                    .build();
        }
    }

    @Override
    public synchronized void resuming(Delta delta) {
        note(delta.table() + ": takes up delta " + delta.id() + ", which an earlier run left " + delta.state());
    }

    @Override
    public synchronized void delivered(TableId table, DeliveredPart part) {
        ProgressBar current = bar;
        if (current != null) {
            current.stepBy(part.size());
        } else {
            note(table + ": " + part.objectName() + ", " + TextResults.size(part.size()));
        }
    }

    @Override
    public synchronized void finished(TableResult result) {
        close();
        printer.table(result);
    }

    private void note(String text) {
        notes.println(text);
        notes.flush();
    }

    @Override
    public synchronized void close() {
        ProgressBar current = bar;
        if (current != null) {
            current.close();
            bar = null;
        }
    }
}
