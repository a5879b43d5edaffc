package com.example.landfall;

import dev.landfall.replicator.delta.Delta;
import dev.landfall.replicator.delta.DeltaHistory;
import dev.landfall.replicator.delta.Extraction;
import dev.landfall.replicator.delta.PartSink;
import dev.landfall.replicator.delta.SourcePartition;
import dev.landfall.replicator.extension.SourceExtension;
import dev.landfall.replicator.extension.SourceRequest;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.format.RollingParts;
import dev.landfall.replicator.format.RowColumn;
import dev.landfall.replicator.format.RowSchema;
import dev.landfall.replicator.format.RowType;
import dev.landfall.replicator.extension.DeltaSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A log that only grows: its delta is the lines that came since the last one, whatever their time. */
public final class LogFileSource implements SourceExtension {

    @Override
    public String name() {
        return "log-file";
    }

    @Override
    public Set<String> keys() {
        return Set.of("path");
    }

    @Override
    public DeltaSource open(SourceRequest request) {
        return new Lines(request, Path.of(request.required("path")));
    }

    private record Lines(SourceRequest request, Path log) implements DeltaSource {
        private static final String PIECE = "lines";
        private static final RowSchema SCHEMA = new RowSchema(
                "log", List.of(RowColumn.of("line", RowType.INT64), RowColumn.of("text", RowType.STRING)));

        /** The delta remembers where it ends as the fingerprint of one piece; the next one begins there. */
        @Override
        public Optional<Delta> discover(DeltaHistory history) {
            String before = history.partitions(request.table()).getOrDefault(PIECE, "0-0");
            long from = Long.parseLong(before.substring(before.indexOf('-') + 1));
            long to = count();
            if (to <= from) {
                return Optional.empty();
            }
            SourcePartition piece = new SourcePartition(PIECE, from + "-" + to);
            long sequence = history.lastSequence(request.table()) + 1;
            return Optional.of(Delta.ofPartitions(
                    request.table(), sequence, List.of(piece), "lines " + from + " to " + to + " of " + log));
        }

        private long count() {
            try (Stream<String> lines = Files.lines(log)) {
                return lines.count();
            } catch (IOException e) {
                throw ReplicationException.source("Cannot read " + log + " for " + request.table() + ": " + e, e);
            }
        }

        @Override
        public Extraction extract(Delta delta, PartSink parts) {
            String[] ends = delta.partitions().get(0).fingerprint().split("-");
            long from = Long.parseLong(ends[0]);
            long to = Long.parseLong(ends[1]);
            try (RollingParts rolling = new RollingParts(
                            SCHEMA,
                            request.format(),
                            request.parts().partBytes(),
                            delta.sequence(),
                            request.parts().folder(),
                            parts);
                    BufferedReader lines = Files.newBufferedReader(log)) {
                for (long number = 0; number < to; number++) {
                    String text = lines.readLine();
                    if (number >= from) {
                        rolling.write(new Object[] {number, text});
                    }
                }
                rolling.finish();
                return new Extraction(null, null, null, request.format().schemaJson(SCHEMA));
            } catch (IOException e) {
                throw ReplicationException.source("Cannot read " + log + " for " + request.table() + ": " + e, e);
            }
        }

        @Override
        public void close() {}
    }
}
