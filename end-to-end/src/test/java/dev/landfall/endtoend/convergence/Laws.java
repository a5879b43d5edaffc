package dev.landfall.endtoend.convergence;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.TableRecord;
import dev.landfall.endtoend.convergence.SourceFile.Defect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Holds a world that has come to rest against the laws: every target equals its model (so every row of an append table is
 * there once), every file is in a final state and the bad ones say why, nothing is left open or lying about.
 */
final class Laws {
    private final World world;
    private final List<TableHistory> tables;
    private final Map<LandedObject, SourceFile> landed;
    private final List<String> violations = new ArrayList<>();
    private final Map<LandedObject, FileRecord> records = new HashMap<>();

    /** @param landed in the order of the uploads */
    Laws(World world, List<TableHistory> tables, Map<LandedObject, SourceFile> landed) {
        this.world = world;
        this.tables = tables;
        this.landed = landed;
    }

    /** What broke; nothing if all is well. */
    List<String> broken() {
        world.store().files(null, null, 1000).forEach(file -> records.put(file.object(), file));
        Map<String, Long> newest = new HashMap<>();
        landed.keySet().forEach(object -> newest.merge(object.name(), object.generation(), Math::max));
        landed.forEach((object, file) -> {
            boolean overwritten = object.generation() < Objects.requireNonNull(newest.get(object.name()));
            checkState(tableOf(file), file, overwritten, Optional.ofNullable(records.get(object)));
        });
        tables.forEach(this::checkTable);
        List<String> orphans = world.stagingTables().stream()
                .filter(table -> !table.endsWith("__tombstones"))
                .toList();
        if (!orphans.isEmpty()) {
            violations.add("Staging tables that nobody needs: " + orphans);
        }
        return violations;
    }

    private TableHistory tableOf(SourceFile file) {
        return tables.stream()
                .filter(table -> table.files().contains(file))
                .findFirst()
                .orElseThrow();
    }

    private static FileState end(TableHistory table, SourceFile file) {
        if (file.defect() == Defect.EMPTY) {
            return FileState.REJECTED;
        }
        if (!table.commits(file)) {
            return FileState.HELD;
        }
        if (table.excludes(file)) {
            return FileState.REJECTED;
        }
        return file.poison() ? FileState.FAILED : FileState.MERGED;
    }

    private void checkState(TableHistory table, SourceFile file, boolean overwritten, Optional<FileRecord> found) {
        if (found.isEmpty()) {
            if (overwritten) {
                return;
            }
            violations.add(file + " is not in the ledger");
            return;
        }
        FileRecord record = found.get();
        FileState expected = end(table, file);
        ErrorDetail error = record.error();
        if (record.state() != expected && !(overwritten && record.state() == FileState.SUPERSEDED)) {
            violations.add(file + " is " + record.state() + " and not " + expected + ": " + error);
        } else if (record.state() == FileState.HELD) {
            if (record.waitsFor() == null) {
                violations.add(file + " is HELD and does not say what it waits for");
            }
        } else if (record.state() != FileState.MERGED
                && (error == null || error.message().isBlank() || error.advice().isBlank())) {
            violations.add(file + " is " + record.state() + " without reason: " + error);
        }
    }

    /** A version that was overwritten before it was loaded is not part of what the target must hold. */
    private boolean isMerged(LandedObject object) {
        FileRecord record = records.get(object);
        return record != null && record.state() == FileState.MERGED;
    }

    private void checkTable(TableHistory table) {
        Map<LandedObject, SourceFile> merged = new LinkedHashMap<>(landed);
        merged.entrySet()
                .removeIf(file -> !isMerged(file.getKey()) || !table.files().contains(file.getValue()));
        List<String> columns = List.copyOf(table.columnsOf(merged.values()).keySet());
        LastWriterWins model = new LastWriterWins(table, columns);
        merged.forEach(
                (object, file) -> model.land(file, Objects.requireNonNullElse(file.sequence(), object.generation())));
        List<List<String>> expected = sorted(model.rows());
        List<List<String>> found =
                expected.isEmpty() && !world.exists(table.id()) ? List.of() : sorted(world.rows(table.id(), columns));
        if (!expected.equals(found)) {
            List<List<String>> missing = new ArrayList<>(expected);
            found.forEach(missing::remove);
            List<List<String>> extra = new ArrayList<>(found);
            expected.forEach(extra::remove);
            violations.add("Table " + table.id() + " " + table.spec().mode() + " keys " + table.keys() + " order "
                    + table.order() + " columns " + columns + "\n  lacks " + missing + "\n  has " + extra);
        }
        Optional<TableRecord> record = world.ledger().table(table.id());
        if (record.isPresent() && record.get().merge() != null) {
            violations.add("Table " + table.id() + " has an open merge");
        }
    }

    private static List<List<String>> sorted(List<List<String>> rows) {
        List<List<String>> sorted = new ArrayList<>(rows);
        Collections.sort(sorted, (a, b) -> a.toString().compareTo(b.toString()));
        return sorted;
    }
}
