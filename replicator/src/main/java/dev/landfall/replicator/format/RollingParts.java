package dev.landfall.replicator.format;

import dev.landfall.replicator.checksum.ChecksummedOutput;
import dev.landfall.replicator.delta.FinishedPart;
import dev.landfall.replicator.delta.PartName;
import dev.landfall.replicator.delta.PartSink;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows into as many parts as their size asks for. No rows make no part. {@link #finish()} hands over the last
 * part; {@link #close()} without it drops what is unfinished.
 */
public final class RollingParts implements Closeable {
    /** Large enough for few objects and well-filled load jobs, small enough to repeat after a failure. */
    public static final long DEFAULT_PART_BYTES = 128L * 1024 * 1024;

    private final RowSchema schema;
    private final RowFormat format;
    private final long partBytes;
    private final long sequence;
    private final Path folder;
    private final PartSink sink;
    private int parts;
    private @Nullable OpenPart open;

    /**
     * @param partBytes a part is ended by the row that makes it at least this big
     * @param folder for the local files
     */
    public RollingParts(RowSchema schema, RowFormat format, long partBytes, long sequence, Path folder, PartSink sink) {
        this.schema = schema;
        this.format = format;
        this.partBytes = partBytes;
        this.sequence = sequence;
        this.folder = folder;
        this.sink = sink;
    }

    private record OpenPart(PartName name, Path file, ChecksummedOutput output, PartWriter writer, AtomicLong rows) {}

    /** Adds a row; see {@link PartWriter#write}. */
    public void write(@Nullable Object[] values) throws IOException {
        OpenPart part = open;
        if (part == null) {
            part = openNext();
            open = part;
        }
        part.writer().write(values);
        part.rows().incrementAndGet();
        if (part.writer().estimatedSize() >= partBytes) {
            finish();
        }
    }

    /** Makes a part without rows, if there is no part yet: a snapshot that is empty is one. */
    public void atLeastOne() throws IOException {
        if (parts == 0) {
            open = openNext();
        }
    }

    private OpenPart openNext() throws IOException {
        PartName name = new PartName(sequence, parts, format.extension());
        Path file = folder.resolve("%d-%05d.%s".formatted(sequence, parts, format.extension()));
        parts++;
        ChecksummedOutput output = ChecksummedOutput.create(file);
        return new OpenPart(name, file, output, format.open(schema, output), new AtomicLong());
    }

    /** Ends the part in work, if any, and hands it over. */
    public void finish() throws IOException {
        OpenPart part = open;
        if (part == null) {
            return;
        }
        part.writer().close();
        open = null;
        sink.accept(new FinishedPart(
                part.name(),
                part.file(),
                part.output().size(),
                part.output().crc32c(),
                format.contentType(),
                part.rows().get()));
    }

    @Override
    public void close() throws IOException {
        OpenPart part = open;
        if (part != null) {
            open = null;
            part.output().close();
            Files.deleteIfExists(part.file());
        }
    }
}
