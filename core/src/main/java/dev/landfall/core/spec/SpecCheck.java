package dev.landfall.core.spec;

import dev.landfall.core.sql.PartitionColumn;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.LoadMode;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TableSpec;
import java.util.ArrayList;
import java.util.List;

/** What a spec asks of a target that is there and that the target cannot give. */
public final class SpecCheck {
    private SpecCheck() {}

    /** Sentences for people, each naming the table and the column; empty if the spec can be obeyed. */
    public static List<String> problems(TableSpec spec, TableSchema target) {
        List<String> problems = new ArrayList<>();
        if (spec.mode() == LoadMode.MERGE) {
            spec.versionColumns()
                    .forEach(name -> target.column(name)
                            .filter(column -> column.mode() == ColumnMode.REPEATED
                                    || !column.type().kind().fitForKey())
                            .ifPresent(column -> problems.add(sentence(spec, column)
                                    + ", whose values cannot be told equal or ordered safely: choose another "
                                    + (spec.keys().contains(name) ? "key" : "order column")
                                    + ", or change the target's type")));
        }
        Partitioning partitioning = spec.partitioning();
        if (partitioning != null) {
            target.column(partitioning.column())
                    .filter(column -> !PartitionColumn.fits(column))
                    .ifPresent(column -> problems.add(sentence(spec, column)
                            + ", which is no DATE, DATETIME or TIMESTAMP: name another column for partition"));
        }
        return problems;
    }

    private static String sentence(TableSpec spec, Column column) {
        return "Column " + column.name() + " of " + spec.target() + " is " + column.sqlType();
    }
}
