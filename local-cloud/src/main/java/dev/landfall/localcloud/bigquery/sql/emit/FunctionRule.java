package dev.landfall.localcloud.bigquery.sql.emit;

/** How one scalar function is written in DuckDB. */
@FunctionalInterface
interface FunctionRule {
    String emit(FunctionCall call);

    /** The same arguments to a DuckDB function. */
    static FunctionRule to(String function) {
        return call -> call.to(function);
    }
}
