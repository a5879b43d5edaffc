package dev.landfall.replicator.format;

/** The file formats that parts are written in. */
public enum PartFormat {
    AVRO("avro", "application/avro"),
    PARQUET("parquet", "application/vnd.apache.parquet");

    private final String extension;
    private final String contentType;

    PartFormat(String extension, String contentType) {
        this.extension = extension;
        this.contentType = contentType;
    }

    /** Without a dot. */
    public String extension() {
        return extension;
    }

    public String contentType() {
        return contentType;
    }
}
