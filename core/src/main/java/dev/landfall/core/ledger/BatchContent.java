package dev.landfall.core.ledger;

import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.landing.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /**
     * What to try when the load of this content failed for the sake of a file: its two halves; or the single file once
     * more with its {@code seq=} folder left to Landfall, in case that the file has a column of this name, which cannot
     * be a Hive key too (BigQuery, "Loading externally partitioned data", limitations). Empty if nothing is left to try.
     */
    public List<BatchContent> smaller() {
        if (files.size() > 1) {
            int middle = files.size() / 2;
            return List.of(part(0, middle), part(middle, files.size()));
        }
        if (!layout.carriesSequence()) {
            return List.of();
        }
        String name = uris.get(0).split("/", 4)[3];
        return List.of(new BatchContent(files, uris, encoding, layout.belowSequence(name), layout.sequenceOf(name)));
    }

    /** This content less some files; empty if it holds no other. */
    public Optional<BatchContent> without(Set<FileId> others) {
        List<FileId> ids = new ArrayList<>();
        List<String> places = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (!others.contains(files.get(i))) {
                ids.add(files.get(i));
                places.add(uris.get(i));
            }
        }
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of(new BatchContent(ids, places, encoding, layout, sequence));
    }

    private BatchContent part(int from, int to) {
        return new BatchContent(files.subList(from, to), uris.subList(from, to), encoding, layout, sequence);
    }
}
