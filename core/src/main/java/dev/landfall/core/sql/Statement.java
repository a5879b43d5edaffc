package dev.landfall.core.sql;

/** One GoogleSQL statement. */
public sealed interface Statement 
        permits AddColumnsStatement,
                AppendStatement,
                CreateTargetStatement,
                CreateTombstonesStatement,
                MergeStatement,
                RememberDeletesStatement,
                Script {
    /** The text: the same for the same value. */
    String sql();
}
