package dev.landfall.migration.initialload;

import dev.landfall.core.table.StorageFolder;
import dev.landfall.migration.catalog.HivePartitions;
import dev.landfall.migration.catalog.PlannedTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The folders in Hadoop that hold a table's rows, and where each is copied to.
 *
 * @param folders the table's own first; then partitions that the metastore knows to lie elsewhere
 */
record CopySource(List<Folder> folders) {
    private static final int MOST_ASKED_FOR = 1_000;
    private static final int SHOWN = 5;

    /** @param below the table's folder in the copy; empty for the table's own */
    record Folder(String source, String below) {
        StorageFolder target(StorageFolder table) {
            StorageFolder folder = table;
            for (String name : below.isEmpty() ? new String[0] : below.split("/")) {
                folder = folder.child(name);
            }
            return folder;
        }
    }

    CopySource {
        folders = List.copyOf(folders);
    }

    /**
     * Compares the folders with the partitions of the metastore, which alone says what is in the table.
     *
     * @param source the table's folder, or the same in a snapshot
     * @throws InitialLoadException if a folder holds rows that are not in the table
     */
    static CopySource of(PlannedTable table, String source, TableFiles hadoop, HivePartitions hive) {
        Folder own = new Folder(source, "");
        if (table.hiveKeys().isEmpty()) {
            return new CopySource(List.of(own));
        }
        Set<String> known = new LinkedHashSet<>(hive.partitions(table.source()));
        Set<String> there = new TreeSet<>();
        hadoop.list(source).forEach(file -> there.add(partition(file, table)));
        Set<String> stray = new TreeSet<>(there);
        stray.removeAll(known);
        if (!stray.isEmpty()) {
            throw new InitialLoadException(
                    "Folder " + table.location() + " holds files that are in no partition of " + table.source() + ": "
                            + some(stray) + ". Hive does not read them: add the partitions (MSCK REPAIR TABLE "
                            + table.source() + ") or move the folders away, then resume");
        }
        List<String> escaped = known.stream().filter(name -> name.contains("%")).toList();
        if (!escaped.isEmpty()) {
            throw new InitialLoadException("Partitions of " + table.source()
                    + " have escaped letters in their folders' names: " + some(escaped)
                    + ". BigQuery takes such a name as it is: use the route replicator for " + table.target());
        }
        List<Folder> folders = new ArrayList<>(List.of(own));
        folders.addAll(elsewhere(table, known, there, hive));
        return new CopySource(folders);
    }

    private static List<Folder> elsewhere(
            PlannedTable table, Set<String> known, Set<String> there, HivePartitions hive) {
        Set<String> missing = new LinkedHashSet<>(known);
        missing.removeAll(new HashSet<>(there));
        if (missing.size() > MOST_ASKED_FOR) {
            throw new InitialLoadException(missing.size() + " partitions of " + table.source()
                    + " have no files below " + table.location() + ": drop those that are empty, or use the route"
                    + " replicator for " + table.target());
        }
        List<Folder> folders = new ArrayList<>();
        for (String partition : missing) {
            String location = hive.location(table.source(), partition);
            if (!location.equals(table.location() + "/" + partition)) {
                folders.add(new Folder(location, partition));
            }
        }
        return folders;
    }

    /** Some engines write a folder of their own below a partition's. */
    private static String partition(TableFile file, PlannedTable table) {
        String[] names = file.partition().split("/");
        return String.join(
                "/",
                List.of(names)
                        .subList(0, Math.min(names.length, table.hiveKeys().size())));
    }

    /** All files under their names in the copy. */
    List<TableFile> files(TableFiles hadoop) {
        List<TableFile> files = new ArrayList<>();
        for (Folder folder : folders) {
            for (TableFile file : hadoop.list(folder.source())) {
                String path = folder.below().isEmpty() ? file.path() : folder.below() + "/" + file.path();
                files.add(new TableFile(path, file.size(), file.crc32c()));
            }
        }
        files.sort(Comparator.comparing(TableFile::path));
        return files;
    }

    private static String some(Collection<String> names) {
        String shown = String.join(", ", names.stream().limit(SHOWN).toList());
        return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
    }
}
