package dev.landfall.core.landing;

import dev.landfall.core.table.FileFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
     * The encoding of a file by its name. An extension that is known says what is in the file, so it wins; a name
     * without one, as Hive writes them ({@code 000000_0}, {@code part-m-00000}), is of the table's format.
     *
     * @param ofTable the format in the table's spec, if it names one
     * @return empty if neither tells
     */
    public static Optional<FileEncoding> of(String file, @Nullable FileFormat ofTable) {
        String lower = file.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, FileEncoding> entry : BY_EXTENSION.entrySet()) {
            if (lower.endsWith(entry.getKey())) {
                return Optional.of(entry.getValue());
            }
        }
        boolean compressed = lower.endsWith(".gz");
        if (ofTable == null || (compressed && ofTable.selfDescribing())) {
            return Optional.empty();
        }
        return Optional.of(new FileEncoding(ofTable, compressed));
    }
}
