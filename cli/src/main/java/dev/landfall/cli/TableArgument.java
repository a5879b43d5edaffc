package dev.landfall.cli;

import dev.landfall.core.table.TableId;

/** A table as a person writes it on a command line. */
final class TableArgument {
    private TableArgument() {}

    static TableId parse(String text) {
        try {
            return TableId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage());
        }
    }
}
