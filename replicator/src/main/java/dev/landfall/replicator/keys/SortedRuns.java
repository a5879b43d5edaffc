package dev.landfall.replicator.keys;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Merges and subtracts sorted runs of byte strings; holds one string of each run in memory. */
public final class SortedRuns {
    /** The order that all runs have. */
    public static final Comparator<byte[]> ORDER = Arrays::compareUnsigned;

    private SortedRuns() {}

    /** A run whose next string is known. */
    private static final class Head {
        private final byte[] key;
        private final Iterator<byte[]> rest;

        Head(byte[] key, Iterator<byte[]> rest) {
            this.key = key;
            this.rest = rest;
        }

        byte[] key() {
            return key;
        }

        Iterator<byte[]> rest() {
            return rest;
        }
    }

    /** All of them, sorted, each once. */
    public static Iterator<byte[]> merged(List<Iterator<byte[]>> runs) {
        PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::key, ORDER));
        runs.forEach(run -> push(heads, run));
        return new Lookahead() {
            private byte @Nullable [] last;

            @Override
            byte @Nullable [] advance() {
                while (!heads.isEmpty()) {
                    Head head = heads.remove();
                    push(heads, head.rest());
                    byte[] before = last;
                    if (before == null || !Arrays.equals(before, head.key())) {
                        last = head.key();
                        return head.key();
                    }
                }
                return null;
            }
        };
    }

    private static void push(PriorityQueue<Head> heads, Iterator<byte[]> run) {
        if (run.hasNext()) {
            heads.add(new Head(run.next(), run));
        }
    }

    /** Those of {@code keys} that {@code others} does not have. */
    public static Iterator<byte[]> minus(Iterator<byte[]> keys, Iterator<byte[]> others) {
        return new Lookahead() {
            private byte @Nullable [] other = others.hasNext() ? others.next() : null;

            @Override
            byte @Nullable [] advance() {
                while (keys.hasNext()) {
                    byte[] key = keys.next();
                    byte[] next = other;
                    while (next != null && ORDER.compare(next, key) < 0) {
                        next = others.hasNext() ? others.next() : null;
                    }
                    other = next;
                    if (next == null || !Arrays.equals(next, key)) {
                        return key;
                    }
                }
                return null;
            }
        };
    }

    /** An iterator whose end is found by looking for the next. */
    private abstract static class Lookahead implements Iterator<byte[]> {
        private byte @Nullable [] next;
        private boolean looked;

        /** The next string, or null at the end. */
        abstract byte @Nullable [] advance();

        @Override
        public boolean hasNext() {
            if (!looked) {
                next = advance();
                looked = true;
            }
            return next != null;
        }

        @Override
        public byte[] next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            looked = false;
            return next;
        }
    }
}
