package dev.landfall.replicator.format;

import dev.landfall.replicator.checksum.ChecksummedOutput;
import java.io.IOException;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** Lets Parquet write into a {@link ChecksummedOutput}. */
final class ParquetOutput implements OutputFile {
    private final ChecksummedOutput output;

    ParquetOutput(ChecksummedOutput output) {
        this.output = output;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return new Positioned(output);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    private static final class Positioned extends PositionOutputStream {
        private final ChecksummedOutput output;

        Positioned(ChecksummedOutput output) {
            this.output = output;
        }

        @Override
        public long getPos() {
            return output.size();
        }

        @Override
        public void write(int oneByte) throws IOException {
            output.write(oneByte);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            output.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            output.flush();
        }

        @Override
        public void close() throws IOException {
            output.close();
        }
    }
}
