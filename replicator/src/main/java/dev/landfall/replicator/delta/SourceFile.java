package dev.landfall.replicator.delta;

/**
 * A complete file of a source directory.
 *
 * @param path as the file system writes it
 * @param fileId the file's identity in its file system, which survives a rename; 0 where there is none
 * @param length in bytes
 * @param modifiedMillis time of last modification, milliseconds since 1970
 */
public record SourceFile(String path, long fileId, long length, long modifiedMillis) {}
