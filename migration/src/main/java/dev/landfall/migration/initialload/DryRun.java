package dev.landfall.migration.initialload;

import dev.landfall.migration.catalog.PlannedTable;
import dev.landfall.migration.catalog.Route;
import dev.landfall.migration.initialload.LoadState.Write;
import dev.landfall.migration.initialload.LoadState.Write.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a load would do, in the words of the tools that it would use. */
public final class DryRun {
    private DryRun() {}

    /** The sequence, which is a moment in time, stands as 0. */
    public static String of(LoadOrder order, FileCopy copy) {
        PlannedTable table = order.table();
        LoadState state = LoadState.noted(table.target(), 0, null, order.folder(0), Instant.EPOCH);
        LoadStatements statements = new LoadStatements(order, state);
        List<String> lines = new ArrayList<>();
        lines.add(copy.command(table.location(), state.folder()));
        if (table.route() == Route.EXTERNAL) {
            lines.add(statements.external(false).sql() + ";");
        } else {
            lines.add(
                    table.route() == Route.LOAD
                            ? "-- load job: " + state.folder() + "/* into " + order.intermediate()
                            : statements.overFiles().sql() + ";");
            lines.add(statements.write(Write.of(Kind.CREATE_WITH_ROWS), false).sql() + ";");
        }
        return String.join("\n", lines);
    }
}
