package dev.landfall.core.landing;

import dev.landfall.core.table.FileFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of a file are written.
 *
 * @param compressed true if the whole file is gzip; one load job cannot mix both kinds
 */
public record FileEncoding(FileFormat format, boolean compressed) {
    private static final Map<String, FileEncoding> BY_EXTENSION = new LinkedHashMap<>();

    static {
        BY_EXTENSION.put(".avro", new FileEncoding(FileFormat.AVRO, false));
        BY_EXTENSION.put(".parquet", new FileEncoding(FileFormat.PARQUET, false));
        BY_EXTENSION.put(".orc", new FileEncoding(FileFormat.ORC, false));
        BY_EXTENSION.put(".csv", new FileEncoding(FileFormat.CSV, false));
        BY_EXTENSION.put(".csv.gz", new FileEncoding(FileFormat.CSV, true));
        for (String json : new String[] {".json", ".ndjson", ".jsonl"}) {
            BY_EXTENSION.put(json, new FileEncoding(FileFormat.JSON, false));
            BY_EXTENSION.put(json + ".gz", new FileEncoding(FileFormat.JSON, true));
        }
    }

    public FileEncoding {
        if (compressed && format.selfDescribing()) {
            throw new IllegalArgumentException("BigQuery loads no gzip around " + format.word() + " files");
        }
    }

    /**
     * The encoding of a file. What the table's spec says and what the ending of the name says is believed when they
     * agree, or when only one of them speaks. Otherwise the first bytes decide: the spec is believed first, then the
     * ending, unless the bytes refute them; and Avro, Parquet and ORC are known by their bytes alone. A name without an
     * ending, as Hive writes them ({@code 000000_0}, {@code part-m-00000}), tells nothing about gzip either, so text of
     * such a name is looked at too.
     *
     * @param ofTable the format in the table's spec, if it names one
     * @param firstBytes asked only where they are needed; empty if the file is gone
     * @return empty if nothing tells, or the file is gone
     */
    public static Optional<FileEncoding> of(
            String file, @Nullable FileFormat ofTable, Supplier<Optional<FirstBytes>> firstBytes) {
        Optional<FileEncoding> ofName = ofExtension(file);
        boolean agree = ofTable == null || ofName.map(FileEncoding::format).equals(Optional.of(ofTable));
        if (ofName.isPresent() && agree) {
            return ofName;
        }
        boolean gzipName = file.toLowerCase(Locale.ROOT).endsWith(".gz");
        if (ofName.isEmpty() && ofTable != null && ofTable.selfDescribing() != gzipName) {
            return Optional.of(new FileEncoding(ofTable, gzipName));
        }
        return firstBytes.get().flatMap(first -> ofBytes(ofName, ofTable, first));
    }

    private static Optional<FileEncoding> ofBytes(
            Optional<FileEncoding> ofName, @Nullable FileFormat ofTable, FirstBytes first) {
        if (ofTable != null && first.admits(ofTable)) {
            return Optional.of(new FileEncoding(ofTable, first.gzip()));
        }
        if (ofName.isPresent() && first.admits(ofName.get().format())) {
            return ofName;
        }
        return first.format().map(format -> new FileEncoding(format, false));
    }

    private static Optional<FileEncoding> ofExtension(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        return BY_EXTENSION.entrySet().stream()
                .filter(entry -> lower.endsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
