package dev.landfall.core.sql;

/** One GoogleSQL statement. */
public sealed interface Statement
        permits AddColumnsStatement,
                AlterColumnStatement,
                AppendStatement,
                CreateTargetStatement,
                CreateTombstonesStatement,
                MergeStatement,
                RememberDeletesStatement,
                ReplaceStatement,
                Script {
    /** The text: the same for the same value. */
    String sql();
}
