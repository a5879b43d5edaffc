package dev.landfall.core.ledger;

import dev.landfall.core.table.TableId;

/**
 * BigQuery job ids that follow from what the ledger holds. A job id is taken by the first who submits it, so two
 * holders of one lease cannot load or merge twice. The table's name is there for people; the hash in the batch or merge
 * id makes it unique.
 */
final class JobNames {
    private static final int LONGEST_TABLE = 200;

    private JobNames() {}

    static String load(TableId table, BatchId batch, int attempt) {
        return "landfall_load_" + letters(table) + "_" + batch + "_a" + attempt;
    }

    static String merge(TableId table, String merge, int attempt) {
        return "landfall_merge_" + letters(table) + "_" + merge + "_a" + attempt;
    }

    private static String letters(TableId table) {
        String name = table.toString().replaceAll("[^A-Za-z0-9_]", "-");
        return name.length() > LONGEST_TABLE ? name.substring(0, LONGEST_TABLE) : name;
    }
}
