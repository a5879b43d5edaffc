package dev.landfall.core.ledger;

/**
 * A file version: SHA-256 of bucket, name and generation, in hexadecimal. Object names may be longer than a document
 * id, hold slashes, and share prefixes; a hash has none of these troubles and spreads the load.
 */
public record FileId(String value) implements Comparable<FileId> {
    public static FileId of(String bucket, String name, long generation) {
        return new FileId(Hashes.sha256(bucket + "\n" + name + "\n" + generation));
    }

    @Override
    public int compareTo(FileId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
