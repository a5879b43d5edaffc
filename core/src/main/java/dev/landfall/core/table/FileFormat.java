package dev.landfall.core.table;

import java.util.Locale;

/** The file formats that BigQuery loads and Landfall lets land. */
public enum FileFormat {
    AVRO,
    PARQUET,
    ORC,
    CSV,
    JSON;

    /** The word of the spec: {@code avro}, {@code parquet}... {@code json} means one document per line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True if the file carries names and types of its columns. */
    public boolean selfDescribing() {
        return this == AVRO || this == PARQUET || this == ORC;
    }

    /** @throws IllegalArgumentException if the word is none of the formats; the message lists them */
    public static FileFormat ofWord(String word) {
        for (FileFormat format : values()) {
            if (format.word().equals(word)) {
                return format;
            }
        }
        throw new IllegalArgumentException(
                "'" + Printable.of(word) + "' is not a format: use avro, parquet, orc, csv or json");
    }
}
