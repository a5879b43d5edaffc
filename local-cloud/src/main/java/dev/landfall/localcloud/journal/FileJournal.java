package dev.landfall.localcloud.journal;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.CRC32C;

/**
 * A journal in one file, each change with its length and checksum. An append is handed to the operating system before it
 * returns, so that no death of this process can lose it; it is not forced to the disk, so that a power cut may lose the
 * last seconds. A last change that was cut off is dropped when the file is opened. Thread-safe.
 */
public final class FileJournal implements Journal, Closeable {
    private static final Logger LOG = Logger.getLogger(FileJournal.class.getName());
    private static final int HEADER_BYTES = 2 * Integer.BYTES;
    /** More than any service takes in one call; a length beyond it is no length. */
    private static final int MAX_CHANGE_BYTES = 256 << 20;

    private final Path file;
    // Not a channel, which an interrupt of the calling thread would close. Guarded by this, as is the next.
    private final RandomAccessFile end;
    private boolean broken;

    private FileJournal(Path file) throws IOException {
        this.file = file;
        this.end = new RandomAccessFile(file.toFile(), "rw");
        end.seek(end.length());
    }

    /** Something that can write down all of its state as changes. */
    @FunctionalInterface
    public interface Snapshot {
        void writeTo(Consumer<byte[]> changes);
    }

    /**
     * Opens a journal or begins one.
     *
     * @param replay is given every change that was noted, in order
     * @param state asked once all is replayed: the file is rewritten as the changes it names, so that it does not grow
     *     from run to run
     */
    public static FileJournal open(Path file, Consumer<byte[]> replay, Snapshot state) throws IOException {
        if (Files.exists(file)) {
            replay(file, replay);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        write(fresh, state);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new FileJournal(file);
    }

    @Override
    public synchronized void append(byte[] change) {
        if (broken) {
            throw new UncheckedIOException(new IOException(file + " could not be written before; start anew"));
        }
        long before = position();
        try {
            end.write(record(change));
        } catch (IOException e) {
            takeBack(before);
            throw new UncheckedIOException("Cannot write to " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        broken = true;
        end.close();
    }

    private long position() {
        try {
            return end.getFilePointer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void takeBack(long length) {
        try {
            end.setLength(length);
            end.seek(length);
        } catch (IOException e) {
            broken = true;
            LOG.log(Level.SEVERE, e, () -> file + " has a half-written change at its end; nothing more is accepted");
        }
    }

    private static byte[] record(byte[] change) {
        return ByteBuffer.allocate(HEADER_BYTES + change.length)
                .putInt(change.length)
                .putInt(checksum(change))
                .put(change)
                .array();
    }

    private static int checksum(byte[] change) {
        CRC32C checksum = new CRC32C();
        checksum.update(change);
        return (int) checksum.getValue();
    }

    private static void write(Path fresh, Snapshot state) throws IOException {
        try (FileOutputStream file = new FileOutputStream(fresh.toFile());
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file, 1 << 16))) {
            state.writeTo(change -> {
                try {
                    out.writeInt(change.length);
                    out.writeInt(checksum(change));
                    out.write(change);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            out.flush();
            // Before it replaces the old one, which was complete.
            file.getFD().sync();
        } catch (UncheckedIOException e) {
            throw new IOException("Cannot write " + fresh + ": " + e.getMessage(), e);
        }
    }

    private static void replay(Path file, Consumer<byte[]> replay) throws IOException {
        long length = Files.size(file);
        long done = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            while (done < length) {
                byte[] change = next(in);
                replay.accept(change);
                done += HEADER_BYTES + change.length;
            }
        } catch (EOFException e) {
            long whole = done;
            Path kept = file.resolveSibling(file.getFileName() + ".cut");
            Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
            LOG.log(
                    Level.WARNING,
                    () -> file + " cannot be read beyond " + whole + " of its " + length
                            + " bytes. After a kill that is a change that was never acknowledged. The file is kept as "
                            + kept);
        }
    }

    /** @throws EOFException if the file ends before, or holds what was never completely written */
    private static byte[] next(DataInputStream in) throws IOException {
        int size = in.readInt();
        int checksum = in.readInt();
        if (size < 0 || size > MAX_CHANGE_BYTES) {
            throw new EOFException();
        }
        byte[] change = in.readNBytes(size);
        if (change.length < size || checksum(change) != checksum) {
            throw new EOFException();
        }
        return change;
    }
}
