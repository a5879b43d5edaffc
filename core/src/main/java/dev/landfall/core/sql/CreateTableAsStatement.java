package dev.landfall.core.sql;

import dev.landfall.core.table.TableId;

/**
 * Creates a target with its first rows, in one atomic statement. A target that is there already is an error: it is not
 * known whose rows it holds.
 *
 * @param definition of the target, whose columns are those of the rows
 */
public record CreateTableAsStatement(CreateTargetStatement definition, InitialRows rows) implements Statement {
    @Override
    public String sql() {
        return definition.sql("CREATE TABLE ") + "\nAS\n" + rows.select(null);
    }

    public TableId target() {
        return definition.target();
    }
}
