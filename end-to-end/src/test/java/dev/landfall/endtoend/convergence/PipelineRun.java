package dev.landfall.endtoend.convergence;

import dev.landfall.core.table.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;

/** One seed through the whole pipeline, and what it says against the laws. */
final class PipelineRun {
    private final List<TableHistory> tables = new ArrayList<>();
    private final Schedule schedule;
    private final List<String> violations = new ArrayList<>();

    private PipelineRun(World world, long seed, Nuisance nuisance, ExecutorService threads) {
        HistoryGenerator generator = new HistoryGenerator(new Random(seed));
        int count = seed % 5 == 0 ? 2 : 1;
        for (int table = 0; table < count; table++) {
            tables.add(generator.table(
                    new TableId(world.dataset(), TableId.of("any", "t" + table).table())));
        }
        schedule = new Schedule(world, tables, new Random(~seed), nuisance, threads);
    }

    /** Empty if every law held; else what was wrong and how it came. */
    static Optional<String> of(Cloud cloud, long seed, ExecutorService threads) {
        Nuisance nuisance = Nuisance.of(new Random(seed * 31 + 7));
        try (World world = new World(cloud, "world" + seed)) {
            PipelineRun run = new PipelineRun(world, seed, nuisance, threads);
            cloud.receive(world.dataset().value(), run.schedule::receive);
            try {
                run.schedule.run();
                if (nuisance.drop() == 0) {
                    run.schedule
                            .open()
                            .forEach(file -> run.violations.add("No event was lost, and yet only a sweep goes on with "
                                    + file.object().name() + ", " + file.state()));
                }
                run.schedule.settle();
                run.violations.addAll(new Laws(world, run.tables, run.schedule.landed()).broken());
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

    private String report(long seed, Nuisance nuisance) {
        StringBuilder report = new StringBuilder("Seed " + seed + " with " + nuisance + "\n");
        tables.forEach(table -> table.files().forEach(file -> {
            report.append(file).append(' ').append(file.columns()).append('\n');
            file.rows()
                    .forEach(row -> report.append("    ").append(row.values()).append('\n'));
        }));
        schedule.trace().forEach(line -> report.append(line).append('\n'));
        report.append("Seed ").append(seed).append(" broke:\n");
        violations.forEach(violation -> report.append("- ").append(violation).append('\n'));
        return report.toString();
    }
}
