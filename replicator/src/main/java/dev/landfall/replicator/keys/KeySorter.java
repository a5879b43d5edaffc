package dev.landfall.replicator.keys;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Sorts any number of byte strings: {@value #MEMORY_BYTES} bytes in memory, the rest in files. Used by one thread. */
public final class KeySorter implements Closeable {
    private static final long MEMORY_BYTES = 16L * 1024 * 1024;
    /** What an array costs beside its bytes. */
    private static final int ARRAY_BYTES = 32;

    private final Path folder;
    private final String name;
    private final long memoryBytes;
    private final List<byte[]> keys = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<Closeable> open = new ArrayList<>();
    private long weight;

    /** @param name of the files in {@code folder} */
    public KeySorter(Path folder, String name) {
        this(folder, name, MEMORY_BYTES);
    }

    KeySorter(Path folder, String name, long memoryBytes) {
        this.folder = folder;
        this.name = name;
        this.memoryBytes = memoryBytes;
    }

    public void add(byte[] key) throws IOException {
        keys.add(key);
        weight += key.length + ARRAY_BYTES;
        if (weight >= memoryBytes) {
            spill();
        }
    }

    private void spill() throws IOException {
        Path file = folder.resolve(name + "-" + files.size() + ".keys");
        files.add(file);
        keys.sort(SortedRuns.ORDER);
        try (DataOutputStream output = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (byte[] key : keys) {
                output.writeInt(key.length);
                output.write(key);
            }
        }
        keys.clear();
        weight = 0;
    }

    /** All of them, sorted, each once; may be asked for several times, and not be added to any more. */
    public Iterator<byte[]> sorted() throws IOException {
        keys.sort(SortedRuns.ORDER);
        List<Iterator<byte[]>> runs = new ArrayList<>();
        runs.add(keys.iterator());
        for (Path file : files) {
            DataInputStream input = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
            open.add(input);
            runs.add(new FileRun(input));
        }
        return SortedRuns.merged(runs);
    }

    private static final class FileRun implements Iterator<byte[]> {
        private final DataInputStream input;
        private int length;

        FileRun(DataInputStream input) {
            this.input = input;
            this.length = nextLength();
        }

        private int nextLength() {
            try {
                return input.readInt();
            } catch (EOFException e) {
                return -1;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean hasNext() {
            return length >= 0;
        }

        @Override
        public byte[] next() {
            if (length < 0) {
                throw new NoSuchElementException();
            }
            try {
                byte[] key = input.readNBytes(length);
                length = nextLength();
                return key;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Closeable input : open) {
            input.close();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
