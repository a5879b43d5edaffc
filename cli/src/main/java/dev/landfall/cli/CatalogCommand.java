package dev.landfall.cli;

import dev.landfall.core.table.KmsKey;
import dev.landfall.core.table.StorageFolder;
import dev.landfall.core.table.TableId;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.migration.catalog.Crawl;
import dev.landfall.migration.catalog.Drift;
import dev.landfall.migration.catalog.HiveCatalog;
import dev.landfall.migration.catalog.HiveTable;
import dev.landfall.migration.catalog.Plan;
import dev.landfall.migration.catalog.PlanReader;
import dev.landfall.migration.catalog.PlanWriter;
import dev.landfall.migration.catalog.PlannedTable;
import dev.landfall.migration.catalog.Proposals;
import dev.landfall.migration.catalog.Route;
import dev.landfall.migration.catalog.TargetDdl;
import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.JdbcConnection;
import dev.landfall.replicator.pipeline.PipelineException;
import dev.landfall.replicator.pipeline.PipelineParser;
import dev.landfall.replicator.pipeline.SourceName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall catalog crawl|diff|ddl}: what Hive has, and what becomes of it. */
@Command(
        name = "catalog",
        mixinStandardHelpOptions = true,
        description = "Reads Hive's tables into a plan to review; compares and creates targets by it.")
final class CatalogCommand implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    /** Reads Hive into a plan. */
    @Command(
            name = "crawl",
            mixinStandardHelpOptions = true,
            description = {
                "Reads the tables of Hive databases by JDBC and writes a plan: types, names, keys, partitioning, routes,"
                        + " each proposal with its reason, each refusal with advice. Reads no rows.",
                "Exit status: 0 every table can be taken over as proposed, 1 some need a decision, 2 wrong usage."
            })
    static final class CrawlCommand implements Callable<Integer> {
        private static final long BYTES_PER_MEBIBYTE = 1L << 20;

        @Option(
                names = "--pipeline",
                required = true,
                paramLabel = "FILE",
                description = "the pipeline file; only its connections are read, it needs no tables yet")
        Path pipeline = Path.of("");

        @Option(names = "--connection", paramLabel = "NAME", description = "the Hive, if the file names several")
        @Nullable
        String connection;

        @Option(
                names = "--database",
                required = true,
                paramLabel = "NAME",
                description = "a database of Hive; may be given several times. It becomes a dataset of the same name")
        List<String> databases = List.of();

        @Option(
                names = "--tables",
                paramLabel = "PATTERN",
                description = "only tables whose database.table matches, * for any text; may be given several times")
        List<String> patterns = List.of();

        @Option(names = "--plan", required = true, paramLabel = "FILE", description = "the plan to write")
        Path plan = Path.of("");

        @Option(names = "--overwrite", description = "replace a plan that is there, with whatever was decided in it")
        boolean overwrite;

        @Option(names = "--copy-to", paramLabel = "gs://BUCKET/FOLDER", description = "where initial loads copy files")
        @Nullable
        String copyTo;

        @Option(names = "--kms-key", paramLabel = "NAME", description = "the Cloud KMS key of every target")
        @Nullable
        String kmsKey;

        @Option(
                names = "--small-mebibytes",
                description = "tables up to this size are read by JDBC (default: ${DEFAULT-VALUE})")
        long smallMebibytes = 64;

        private final Deployment deployment;

        @Spec
        CommandSpec spec = CommandSpec.create();

        CrawlCommand(Deployment deployment) {
            this.deployment = deployment;
        }

        @Override
        public Integer call() throws IOException {
            if (Files.exists(plan) && !overwrite) {
                throw new UserError(plan + " is there already, perhaps with decisions in it: name another file,"
                        + " compare with 'landfall catalog diff', or say --overwrite");
            }
            long begin = System.nanoTime();
            Plan read = crawl();
            Files.writeString(plan, PlanWriter.write(read));
            report(read, Duration.ofNanos(System.nanoTime() - begin));
            return read.tables().stream().allMatch(table -> table.refusals().isEmpty()) ? 0 : 1;
        }

        private Plan crawl() {
            Map.Entry<String, JdbcConnection> hive = hive(deployment, pipeline, connection);
            PrintWriter errors = spec.commandLine().getErr();
            try (HiveCatalog catalog = new HiveCatalog(hive.getValue())) {
                Proposals proposals = new Proposals(
                        kmsKey == null ? null : argument(() -> new KmsKey(String.valueOf(kmsKey))),
                        smallMebibytes * BYTES_PER_MEBIBYTE);
                return new Crawl(catalog, proposals, table -> errors.println("reading " + table))
                        .run(
                                hive.getKey(),
                                databases.stream()
                                        .map(name -> argument(() -> new SourceName(name)))
                                        .toList(),
                                chosen(patterns),
                                copyTo == null ? null : argument(() -> new StorageFolder(String.valueOf(copyTo))));
            }
        }

        private void report(Plan read, Duration took) {
            PrintWriter out = spec.commandLine().getOut();
            for (PlannedTable table : read.tables()) {
                out.printf(
                        "%-10s %s%n",
                        table.route() == Route.NONE ? "DECIDE" : table.route().word(), table.source());
                table.refusals().forEach(refusal -> out.println("             " + refusal));
            }
            read.leftOut().forEach(view -> out.printf("%-10s %s: %s%n", "left out", view.name(), view.reason()));
            out.printf(
                    Locale.ROOT,
                    "%d tables in %.1f s; the plan is in %s%n",
                    read.tables().size(),
                    took.toMillis() / 1000.0,
                    plan);
            out.flush();
        }
    }

    /** Compares plan, Hive and BigQuery. */
    @Command(
            name = "diff",
            mixinStandardHelpOptions = true,
            description = {
                "Reports what differs between a plan, Hive as it is now, and the targets.",
                "Exit status: 0 nothing, 1 something, 2 wrong usage."
            })
    static final class Diff implements Callable<Integer> {
        @Option(names = "--pipeline", required = true, paramLabel = "FILE", description = "for its connections")
        Path pipeline = Path.of("");

        @Option(names = "--plan", required = true, paramLabel = "FILE", description = "the plan")
        Path plan = Path.of("");

        @Option(names = "--no-targets", description = "compare plan and Hive only")
        boolean noTargets;

        @Option(names = "--json", description = "one JSON object per table that differs")
        boolean json;

        private final Deployment deployment;

        @Spec
        CommandSpec spec = CommandSpec.create();

        Diff(Deployment deployment) {
            this.deployment = deployment;
        }

        @Override
        public Integer call() {
            Plan planned = read(plan);
            JdbcConnection hive =
                    hive(deployment, pipeline, planned.connection()).getValue();
            List<Drift> drifts = new ArrayList<>();
            List<String> unplanned = new ArrayList<>();
            try (HiveCatalog catalog = new HiveCatalog(hive)) {
                if (noTargets) {
                    compare(planned, catalog, null, drifts, unplanned);
                } else {
                    try (Connection connection = deployment.connect()) {
                        compare(planned, catalog, connection.warehouse(), drifts, unplanned);
                    }
                }
            }
            print(drifts, unplanned);
            boolean same = unplanned.isEmpty()
                    && drifts.stream().allMatch(drift -> drift.differences().isEmpty());
            return same ? 0 : 1;
        }

        private static void compare(
                Plan planned,
                HiveCatalog catalog,
                @Nullable Warehouse warehouse,
                List<Drift> drifts,
                List<String> unplanned) {
            Set<String> there = new TreeSet<>();
            planned.tables().stream()
                    .map(table -> table.source().schema())
                    .distinct()
                    .forEach(database -> catalog.tables(database).forEach(table -> there.add(database + "." + table)));
            Set<String> known = new HashSet<>();
            planned.leftOut().forEach(view -> known.add(view.name()));
            for (PlannedTable table : planned.tables()) {
                known.add(table.source().toString());
                Optional<HiveTable> found = there.contains(table.source().toString())
                        ? Optional.of(catalog.describe(table.source()))
                        : Optional.empty();
                drifts.add(Drift.of(
                        table,
                        found,
                        warehouse == null ? Optional.empty() : warehouse.table(table.target()),
                        warehouse != null && table.route() != Route.NONE));
            }
            there.stream().filter(name -> !known.contains(name)).forEach(unplanned::add);
        }

        private void print(List<Drift> drifts, List<String> unplanned) {
            PrintWriter out = spec.commandLine().getOut();
            for (Drift drift : drifts) {
                if (json && !drift.differences().isEmpty()) {
                    out.println(FileJson.GSON.toJson(Map.of(
                            "source", drift.table().source().toString(),
                            "target", drift.table().target().toString(),
                            "differences", drift.differences())));
                } else if (!drift.differences().isEmpty()) {
                    out.println(drift.table().source() + " -> " + drift.table().target());
                    drift.differences().forEach(difference -> out.println("  " + difference));
                }
            }
            for (String name : unplanned) {
                out.println(
                        json
                                ? FileJson.GSON.toJson(
                                        Map.of("source", name, "differences", List.of("not in the plan")))
                                : name + " is in Hive and not in the plan");
            }
            out.flush();
        }
    }

    /** Prints or creates the targets of a plan. */
    @Command(
            name = "ddl",
            mixinStandardHelpOptions = true,
            description = {
                "Prints the statements that create the targets of a plan, or runs them. An initial load creates its"
                        + " targets by itself; this is for reviewing them, and for routes that load later.",
                "Exit status: 0 done, 1 a target could not be created, 2 wrong usage."
            })
    static final class Ddl implements Callable<Integer> {
        @Option(names = "--plan", required = true, paramLabel = "FILE", description = "the plan")
        Path plan = Path.of("");

        @Option(
                names = "--table",
                paramLabel = "DATASET.TABLE",
                description = "only this target; may be given several times")
        List<String> selected = List.of();

        @Option(names = "--apply", description = "create the targets that are not there")
        boolean apply;

        private final Deployment deployment;

        @Spec
        CommandSpec spec = CommandSpec.create();

        Ddl(Deployment deployment) {
            this.deployment = deployment;
        }

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            List<PlannedTable> tables = selected(read(plan), plan, selected).stream()
                    .filter(table -> table.route() != Route.NONE && table.route() != Route.EXTERNAL)
                    .toList();
            for (PlannedTable table : tables) {
                out.println(argument(() -> TargetDdl.of(table)).sql() + ";\n");
            }
            if (apply) {
                try (Connection connection = deployment.connect()) {
                    for (PlannedTable table : tables) {
                        TargetDdl.apply(table, connection.warehouse(), Clock.systemUTC());
                        out.println("-- created, or there already: " + table.target());
                    }
                }
            }
            out.flush();
            return 0;
        }
    }

    static Plan read(Path file) {
        try {
            return PlanReader.read(file);
        } catch (PipelineException e) {
            throw new UserError(e.getMessage());
        }
    }

    /** The tables of a plan that a person named by target; all if none was named. */
    static List<PlannedTable> selected(Plan plan, Path file, List<String> names) {
        if (names.isEmpty()) {
            return plan.tables();
        }
        return names.stream()
                .map(name -> {
                    TableId id = TableArgument.parse(name);
                    return plan.table(id).orElseThrow(() -> new UserError("Plan " + file + " has no target " + id));
                })
                .toList();
    }

    private static Map.Entry<String, JdbcConnection> hive(
            Deployment deployment, Path pipeline, @Nullable String wanted) {
        Map<String, JdbcConnection> all;
        try {
            all = new TreeMap<>(new PipelineParser(deployment.environment())
                    .connections(pipeline)
                    .databases());
            all.values().removeIf(database -> database.dialect() != Dialect.HIVE);
        } catch (PipelineException e) {
            throw new UserError(e.getMessage());
        }
        if (wanted == null && all.size() == 1) {
            return all.entrySet().iterator().next();
        }
        JdbcConnection connection = wanted == null ? null : all.get(wanted);
        if (connection == null) {
            throw new UserError("File " + pipeline + " has "
                    + (wanted == null ? "not exactly one connection of kind hive" : "no Hive connection " + wanted)
                    + ": name one of " + all.keySet() + " with --connection");
        }
        return Map.entry(connection.name(), connection);
    }

    private static Predicate<String> chosen(List<String> patterns) {
        if (patterns.isEmpty()) {
            return name -> true;
        }
        List<Pattern> all = patterns.stream()
                .map(pattern ->
                        Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), Pattern.CASE_INSENSITIVE))
                .toList();
        return name -> all.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private static <T> T argument(Callable<T> parsing) {
        try {
            return parsing.call();
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
