package dev.landfall.endtoend.convergence;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.TableRecord;
import dev.landfall.core.table.TableId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;

/** One seed through the whole pipeline, and what it says against the laws. */
final class PipelineRun {
    private final World world;
    private final List<TableHistory> tables = new ArrayList<>();
    private final Schedule schedule;
    private final List<String> violations = new ArrayList<>();
    private final Map<LandedObject, FileRecord> records = new HashMap<>();

    private PipelineRun(World world, long seed, Nuisance nuisance, ExecutorService threads) {
        this.world = world;
        HistoryGenerator generator = new HistoryGenerator(new Random(seed));
        int count = seed % 5 == 0 ? 2 : 1;
        for (int table = 0; table < count; table++) {
            tables.add(generator.table(new TableId(
                    world.dataset(), TableId.of("any", "t" + table).table())));
        }
        schedule = new Schedule(world, tables, new Random(~seed), nuisance, threads);
    }

    /** Empty if every law held; else what was wrong and how it came. */
    static Optional<String> of(Cloud cloud, long seed, ExecutorService threads) {
        Nuisance nuisance = Nuisance.of(new Random(seed * 31 + 7));
        try (World world = new World(cloud)) {
            PipelineRun run = new PipelineRun(world, seed, nuisance, threads);
            cloud.receive(world.dataset().value(), run.schedule::receive);
            try {
                run.schedule.run();
                run.schedule.settle();
                run.check();
            } catch (RuntimeException | AssertionError e) {
                java.io.StringWriter stack = new java.io.StringWriter();
                e.printStackTrace(new java.io.PrintWriter(stack));
                run.violations.add(stack.toString());
            } finally {
                cloud.forget(world.dataset().value());
            }
            return run.violations.isEmpty() ? Optional.empty() : Optional.of(run.report(seed, nuisance));
        }
    }

    private void check() {
        world.store().files(null, null, 1000).forEach(file -> records.put(file.object(), file));
        Map<String, Long> newest = new HashMap<>();
        schedule.landed().keySet().forEach(object -> newest.merge(object.name(), object.generation(), Math::max));
        schedule.landed().forEach((object, file) -> {
            boolean overwritten = object.generation() < Objects.requireNonNull(newest.get(object.name()));
            checkState(file, overwritten, Optional.ofNullable(records.get(object)));
        });
        tables.forEach(this::checkTable);
    }

    private void checkState(SourceFile file, boolean overwritten, Optional<FileRecord> found) {
        if (found.isEmpty()) {
            violations.add(file + " is not in the ledger");
            return;
        }
        FileRecord record = found.get();
        FileState expected =
                switch (file.defect()) {
                    case NONE -> FileState.MERGED;
                    case EMPTY -> FileState.REJECTED;
                    case GARBAGE, TRUNCATED, MISTYPED_KEY -> FileState.FAILED;
                };
        ErrorDetail error = record.error();
        if (record.state() != expected && !(overwritten && record.state() == FileState.SUPERSEDED)) {
            violations.add(file + " is " + record.state() + " and not " + expected + ": " + error);
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
        Map<LandedObject, SourceFile> merged = new LinkedHashMap<>(schedule.landed());
        merged.entrySet()
                .removeIf(file -> !isMerged(file.getKey()) || !table.files().contains(file.getValue()));
        List<String> columns = table.columnsOf(merged.values());
        LastWriterWins model = new LastWriterWins(table, columns);
        merged.forEach((object, file) ->
                model.land(file, Objects.requireNonNullElse(file.sequence(), object.generation())));
        List<List<String>> expected = sorted(model.rows());
        List<List<String>> found = expected.isEmpty() && !world.exists(table.id())
                ? List.of()
                : sorted(world.rows(table.id(), columns));
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

    private String report(long seed, Nuisance nuisance) {
        StringBuilder report = new StringBuilder("Seed " + seed + " with " + nuisance + "\n");
        tables.forEach(table -> table.files().forEach(file -> {
            report.append(file).append(' ').append(file.columns()).append('\n');
            file.rows().forEach(row -> report.append("    ").append(row.values()).append('\n'));
        }));
        schedule.trace().forEach(line -> report.append(line).append('\n'));
        report.append("Seed ").append(seed).append(" broke:\n");
        violations.forEach(violation -> report.append("- ").append(violation).append('\n'));
        return report.toString();
    }
}
