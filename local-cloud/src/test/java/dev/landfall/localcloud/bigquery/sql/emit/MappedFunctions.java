package dev.landfall.localcloud.bigquery.sql.emit;

import java.util.Set;

/** What the translation knows. */
public final class MappedFunctions {
    private MappedFunctions() {}

    public static Set<String> names() {
        return FunctionTable.names();
    }
}
