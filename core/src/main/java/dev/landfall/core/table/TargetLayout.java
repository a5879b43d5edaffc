package dev.landfall.core.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the target lies in BigQuery when Landfall creates it.
 *
 * @param clustering at most four columns
 * @param kmsKey {@code projects/.../cryptoKeys/...} that encrypts it; null for the dataset's default
 */
public record TargetLayout(
        @Nullable Partitioning partitioning,
        List<ColumnName> clustering,
        @Nullable KmsKey kmsKey) {
    public static final TargetLayout DEFAULT = new TargetLayout(null, List.of(), null);

    public TargetLayout {
        clustering = List.copyOf(clustering);
    }
}
