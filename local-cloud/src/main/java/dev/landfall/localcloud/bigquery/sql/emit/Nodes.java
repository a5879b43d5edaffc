package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.resolvedast.ResolvedNode;
import java.util.Locale;

/** Names of tree nodes for messages. */
final class Nodes {
    private Nodes() {}

    /** {@code RESOLVED_PIVOT_SCAN} reads "PIVOT SCAN" to people. */
    static String describe(ResolvedNode node) {
        String name = node.getClass().getSimpleName().replaceFirst("^Resolved", "");
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toUpperCase(Locale.ROOT);
    }
}
