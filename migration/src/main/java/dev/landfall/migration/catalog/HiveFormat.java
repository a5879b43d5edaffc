package dev.landfall.migration.catalog;

import dev.landfall.core.table.FileFormat;
import java.util.Locale;
import java.util.Optional;

/** How a Hive table keeps its rows. */
public enum HiveFormat {
    AVRO,
    PARQUET,
    ORC,
    TEXT,
    SEQUENCE,
    RC,
    /** JSON by a SerDe, HBase, Kudu, Iceberg, JDBC... */
    OTHER;

    /** The word of the plan file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of its files for BigQuery, if BigQuery reads them as Hive means them. */
    public Optional<FileFormat> files() {
        return switch (this) {
            case AVRO -> Optional.of(FileFormat.AVRO);
            case PARQUET -> Optional.of(FileFormat.PARQUET);
            case ORC -> Optional.of(FileFormat.ORC);
            case TEXT, SEQUENCE, RC, OTHER -> Optional.empty();
        };
    }

    /** @throws IllegalArgumentException if the word is none of the formats */
    static HiveFormat ofWord(String word) {
        try {
            return valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + word + "' is no format: use avro, parquet, orc, text, sequence, rc or other", e);
        }
    }

    /** By the class that reads the table, as {@code DESCRIBE FORMATTED} names it. */
    static HiveFormat of(String inputFormat, String serde) {
        String name = inputFormat.substring(inputFormat.lastIndexOf('.') + 1);
        return switch (name) {
            case "AvroContainerInputFormat" -> AVRO;
            case "MapredParquetInputFormat", "DeprecatedParquetInputFormat" -> PARQUET;
            case "OrcInputFormat" -> ORC;
            case "TextInputFormat", "LzoTextInputFormat" ->
                serde.endsWith("LazySimpleSerDe") || serde.endsWith("OpenCSVSerde") ? TEXT : OTHER;
            case "SequenceFileInputFormat" -> SEQUENCE;
            case "RCFileInputFormat" -> RC;
            default -> OTHER;
        };
    }
}
