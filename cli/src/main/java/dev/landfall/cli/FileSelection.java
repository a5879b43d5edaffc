package dev.landfall.cli;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LedgerView;
import dev.landfall.core.table.TableId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * The options that choose files of the ledger. Table and state are asked of the database; the rest is looked at in each
 * file that they leave.
 */
final class FileSelection {
    @Option(names = "--table", paramLabel = "DATASET.TABLE", description = "only files of this table")
    @Nullable
    String table;

    @Option(names = "--reason", paramLabel = "WORD", description = "only files that ended for this reason")
    @Nullable
    String reason;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "only files that came into their state since then: 30m, 12h, 7d, or 2026-11-22T08:00:00Z")
    @Nullable
    String since;

    /** The chosen files in the order of their URIs, at most so many. */
    List<FileRecord> files(LedgerView ledger, List<FileState> states, Instant now, int limit) {
        TableId only = table == null ? null : TableArgument.parse(table);
        Instant from = since == null ? null : since(since, now);
        List<FileRecord> chosen = new ArrayList<>();
        for (FileState state : states) {
            Iterator<FileRecord> files = ledger.files(only, state);
            while (files.hasNext() && chosen.size() < limit) {
                FileRecord file = files.next();
                if (fits(file, from)) {
                    chosen.add(file);
                }
            }
        }
        chosen.sort(Comparator.comparing((FileRecord file) -> file.object().uri())
                .thenComparing(file -> file.object().generation()));
        return chosen;
    }

    boolean isEmpty() {
        return table == null && reason == null && since == null;
    }

    private boolean fits(FileRecord file, @Nullable Instant from) {
        ErrorDetail error = file.error();
        if (reason != null && (error == null || !reason.equals(error.reason()))) {
            return false;
        }
        Instant reached = file.reached().get(file.state());
        return from == null || (reached != null && !reached.isBefore(from));
    }

    private static Instant since(String text, Instant now) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notATime) {
            try {
                return now.minus(new DurationArgument().convert(text));
            } catch (TypeConversionException e) {
                throw new UserError("--since " + text + " is not a time: write 30m, 12h, 7d, or 2026-11-22T08:00:00Z");
            }
        }
    }

    /** A state as a person writes it, in any case. */
    static FileState state(String word) {
        for (FileState state : FileState.values()) {
            if (state.name().equalsIgnoreCase(word)) {
                return state;
            }
        }
        throw new UserError("--state " + word + " is not a state of a file: use one of " + List.of(FileState.values()));
    }
}
