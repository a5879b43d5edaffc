package dev.landfall.replicator.delta;

/**
 * Where a part stands below its table's folder: {@code seq=<sequence>/part-<number>.<extension>}.
 *
 * @param extension without a dot
 */
public record PartName(long sequence, int number, String extension) {

    @Override
    public String toString() {
        return "seq=%d/part-%05d.%s".formatted(sequence, number, extension);
    }
}
