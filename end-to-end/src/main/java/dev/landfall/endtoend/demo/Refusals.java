package dev.landfall.endtoend.demo;

import com.google.cloud.storage.Blob;
import dev.landfall.cli.LedgerSnapshot;
import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LedgerView;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Each bad input must be in the ledger with a reason, and nothing else may have failed. */
final class Refusals {
    private final LandingWatch landing;
    private final LedgerView ledger;

    Refusals(LandingWatch landing, LedgerView ledger) {
        this.landing = landing;
        this.ledger = ledger;
    }

    boolean check(PrintStream out) {
        out.println();
        out.println("Files that cannot be loaded");
        boolean asExpected = true;
        for (BadInputs.BadInput input : BadInputs.all()) {
            asExpected &= check(input, out);
        }
        List<String> expected =
                BadInputs.all().stream().map(BadInputs.BadInput::objectName).toList();
        for (FileRecord file : LedgerSnapshot.read(ledger, null, Instant.now()).failures()) {
            if (!expected.contains(file.object().name())) {
                out.println("  NOT EXPECTED  " + describe(file));
                asExpected = false;
            }
        }
        return asExpected;
    }

    private boolean check(BadInputs.BadInput input, PrintStream out) {
        Optional<FileRecord> file = landing.files(input.objectName()).stream()
                .filter(blob -> blob.getName().equals(input.objectName()))
                .findFirst()
                .flatMap((Blob blob) -> landing.find(blob));
        boolean refused = file.filter(found -> found.error() != null)
                .map(FileRecord::state)
                .filter(state -> state == FileState.FAILED || state == FileState.REJECTED)
                .isPresent();
        out.println("  " + input.what() + ": " + file.map(Refusals::describe).orElse("NOT IN THE LEDGER")
                + (refused ? "" : "  NOT REFUSED"));
        return refused;
    }

    private static String describe(FileRecord file) {
        ErrorDetail error = file.error();
        return file.state() + " " + file.object().uri()
                + (error == null
                        ? ""
                        : "%n    %s: %s%n    %s".formatted(error.reason(), error.message(), error.advice()));
    }
}
