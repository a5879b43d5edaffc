package dev.landfall.core.merge;

import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableName;
import java.util.List;

/** Where the versions of a target's deleted keys are: {@code <dataset>__<table>__tombstones} in the staging dataset. */
public final class Tombstones {
    private static final String SEPARATOR = "__";
    private static final String SUFFIX = SEPARATOR + "tombstones";

    private Tombstones() {}

    /** The side table of a target; no two targets share one. */
    public static TableId of(TableId target, DatasetName staging) {
        String stem = target.dataset() + SEPARATOR + target.table();
        // a__b.c and a.b__c would be one name.
        boolean ambiguous = stem.indexOf(SEPARATOR) != stem.lastIndexOf(SEPARATOR);
        String name = ambiguous ? stem + SEPARATOR + BatchId.nameOf(target, List.of()) : stem;
        return new TableId(staging, new TableName(name + SUFFIX));
    }

    /** True for a side table, which is no leftover of a batch. */
    public static boolean isOne(TableId table) {
        return table.table().value().endsWith(SUFFIX);
    }
}
