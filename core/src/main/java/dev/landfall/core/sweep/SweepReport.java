package dev.landfall.core.sweep;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one sweep found. Of very many findings some are kept and all are counted.
 *
 * @param objects compared with the ledger
 * @param counts findings by kind
 * @param left findings that could not be healed
 * @param complete false if the deadline came first; the next sweep goes on
 */
public record SweepReport(
        List<Finding> findings, Map<Finding.Kind, Long> counts, long left, long objects, boolean complete) {
    public SweepReport {
        findings = List.copyOf(findings);
        counts = Map.copyOf(counts);
    }

    public long all() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Gathers findings from several threads. */
    static final class Builder {
        private static final int MOST_KEPT = 1_000;

        private final List<Finding> findings = new ArrayList<>();
        private final Map<Finding.Kind, Long> counts = new EnumMap<>(Finding.Kind.class);
        private long left;
        private long objects;
        private boolean complete = true;

        synchronized void add(Finding finding) {
            counts.merge(finding.kind(), 1L, Long::sum);
            left += finding.healing() == Finding.Healing.LEFT ? 1 : 0;
            if (findings.size() < MOST_KEPT) {
                findings.add(finding);
            }
        }

        synchronized void compared(int count) {
            objects += count;
        }

        synchronized void cutShort() {
            complete = false;
        }

        synchronized SweepReport build() {
            return new SweepReport(findings, counts, left, objects, complete);
        }
    }
}
