package dev.landfall.migration.catalog;

import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.StorageFolder;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableName;
import dev.landfall.replicator.pipeline.SourceName;
import dev.landfall.replicator.pipeline.SourceTableName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads Hive into a plan: one statement per table, two for a partitioned one.
 *
 * @param progress gets the name of each table before it is read
 */
public record Crawl(HiveCatalog hive, Proposals proposals, Consumer<SourceTableName> progress) {

    /**
     * Plans the tables of some databases; each becomes a dataset of its name.
     *
     * @param connection the name that the plan gives the Hive
     * @param chosen by {@code database.table}
     */
    public Plan run(
            String connection, List<SourceName> databases, Predicate<String> chosen, @Nullable StorageFolder copyTo) {
        List<PlannedTable> tables = new ArrayList<>();
        List<Plan.LeftOut> leftOut = new ArrayList<>();
        for (SourceName database : databases) {
            for (String name : hive.tables(database)) {
                if (chosen.test(database + "." + name)) {
                    table(database, name, tables, leftOut);
                }
            }
        }
        return new Plan(connection, copyTo, tables, leftOut);
    }

    private void table(SourceName database, String name, List<PlannedTable> tables, List<Plan.LeftOut> leftOut) {
        try {
            SourceTableName source = new SourceTableName(database, new SourceName(name));
            progress.accept(source);
            HiveTable table = hive.describe(source);
            if (table.view()) {
                leftOut.add(new Plan.LeftOut(
                        source.toString(), "a view: translate it to GoogleSQL, or replicate it as a table"));
            } else {
                tables.add(planned(table));
            }
        } catch (IllegalArgumentException e) {
            leftOut.add(new Plan.LeftOut(database + "." + name, String.valueOf(e.getMessage())));
        }
    }

    /** The table as Hive has it now, with what is proposed for it. */
    PlannedTable planned(HiveTable table) {
        int partitions =
                table.keys().isEmpty() ? 0 : hive.partitions(table.name()).size();
        TableId target = new TableId(
                new DatasetName(table.name().schema().value()),
                new TableName(table.name().table().value()));
        return proposals.of(table, target, partitions);
    }
}
