package dev.landfall.core.ledger;

import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.landing.Layout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exact content of a load job, fixed before it is submitted.
 *
 * @param files in the order of {@code uris}
 * @param sequence of every row, when the names do not carry it; null when the layout does
 */
public record BatchContent(
        List<FileId> files,
        List<String> uris,
        FileEncoding encoding,
        Layout layout,
        @Nullable Long sequence) {
    public BatchContent {
        files = List.copyOf(files);
        uris = List.copyOf(uris);
        if (files.isEmpty() || files.size() != uris.size()) {
            throw new IllegalArgumentException("A batch has files and a URI for each, not " + files + " " + uris);
        }
        if ((sequence == null) != layout.carriesSequence()) {
            throw new IllegalArgumentException(
                    "The rows of " + uris + " need one source of their sequence: the names or a number");
        }
    }

    /** The first and the second half, to find a file at fault. Not for a batch of one file. */
    public List<BatchContent> halves() {
        int middle = files.size() / 2;
        return List.of(part(0, middle), part(middle, files.size()));
    }

    private BatchContent part(int from, int to) {
        return new BatchContent(files.subList(from, to), uris.subList(from, to), encoding, layout, sequence);
    }
}
