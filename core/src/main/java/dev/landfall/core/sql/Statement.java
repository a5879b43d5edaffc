package dev.landfall.core.sql;

/** One GoogleSQL statement. */
public sealed interface Statement
        permits AddColumnsStatement,
                AlterColumnStatement,
                AppendStatement,
                CreateExternalTableStatement,
                CreateTableAsStatement,
                CreateTargetStatement,
                CreateTombstonesStatement,
                InsertRowsStatement,
                MergeStatement,
                RememberDeletesStatement,
                ReplaceStatement,
                Script {
    /** The text: the same for the same value. */
    String sql();
}
