package dev.landfall.core.load;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.ledger.BatchRecord;
import java.util.regex.Pattern;

/**
 * The advice for a file with a data column {@code seq} below a {@code seq=} folder, when neither the spec nor a target
 * told of the column before the load: only the first file of a table can meet it.
 */
final class SequenceClash {
    /** The word, but not the folder of a URI. Names advice only; whether to retry is never read from a message. */
    private static final Pattern COLUMN = Pattern.compile("(?i)\\bseq\\b(?!=)");

    private SequenceClash() {}

    static String advice(BatchRecord batch, ErrorDetail error) {
        boolean suspected = batch.content().layout().carriesSequence()
                && COLUMN.matcher(error.message()).find();
        return suspected
                ? error.advice() + ". If the file has a column named seq, it clashes with the folder seq= of its name:"
                        + " create " + batch.table() + " with its column seq, then retry the file"
                : error.advice();
    }
}
