package dev.landfall.replicator.delta;

/** A file to ship and the sequence fixed for it when it was found. */
public record SequencedFile(SourceFile file, long sequence) {}
