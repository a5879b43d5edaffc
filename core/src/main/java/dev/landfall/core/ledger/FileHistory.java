package dev.landfall.core.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What happened to a file, the first first. Bounded, since a document is: of a very long history the first step and the
 * latest are kept.
 */
public record FileHistory(List<FileStep> steps) {
    /** More than any file needs that is not taken up again and again. */
    public static final int MOST_STEPS = 40;

    public FileHistory {
        steps = List.copyOf(steps);
    }

    static FileHistory of(FileStep first) {
        return new FileHistory(List.of(first));
    }

    FileHistory then(FileStep next) {
        List<FileStep> all = new ArrayList<>(steps);
        all.add(next);
        while (all.size() > MOST_STEPS) {
            all.remove(1);
        }
        return new FileHistory(all);
    }

    /** Completes the latest step. */
    FileHistory with(UnaryOperator<FileStep> change) {
        if (steps.isEmpty()) {
            return this;
        }
        List<FileStep> all = new ArrayList<>(steps);
        all.set(all.size() - 1, change.apply(all.get(all.size() - 1)));
        return new FileHistory(all);
    }
}
