package dev.landfall.core.table;

import org.jspecify.annotations.Nullable;

/**
 * How a table's files come.
 *
 * @param format of files whose name does not tell; null if the first bytes shall tell
 */
public record FileRules(@Nullable FileFormat format, CsvOptions csv, CommitRule commit) {
    public static final FileRules DEFAULT = new FileRules(null, CsvOptions.DEFAULT, CommitRule.FILE);
}
