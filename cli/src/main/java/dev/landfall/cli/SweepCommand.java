package dev.landfall.cli;

import com.google.gson.JsonObject;
import dev.landfall.core.sweep.Finding;
import dev.landfall.core.sweep.SweepReport;
import dev.landfall.core.sweep.SweepRules;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall sweep}: finds and heals what the events missed. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        description = {
            "Compares landing bucket, ledger and staging dataset, and heals what the events missed: objects whose event"
                    + " never came, work whose holder died, staging tables that nobody needs.",
            "The sweep function does the same on a schedule. Any number of sweeps may run at once."
        },
        footer = {
            "",
            "Examples:",
            "  landfall sweep --dry-run         what would be healed?",
            "  landfall sweep --older-than 0s   do not wait for events that may still come",
            "  landfall sweep --all             compare every object, e.g. after the ledger was restored",
            "",
            "Costs one listing request per 1,000 objects, and one document read per object since the last sweep.",
            "Needs LANDFALL_LANDING, LANDFALL_STAGING_DATASET and LANDFALL_MERGE_TOPIC.",
            "Exit status: 0 nothing is left to heal, 1 something is (with --dry-run: was found), 2 wrong usage."
        })
final class SweepCommand implements Callable<Integer> {
    @Option(names = "--dry-run", description = "list what would be healed, change nothing")
    boolean dryRun;

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            converter = DurationArgument.class,
            defaultValue = "15m",
            description = "leave what is younger to its event (default: ${DEFAULT-VALUE})")
    Duration grace = Duration.ZERO;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = DurationArgument.class,
            defaultValue = "1h",
            description = "begin no step after so long; the next sweep goes on (default: ${DEFAULT-VALUE})")
    Duration deadline = Duration.ZERO;

    @Option(names = "--all", description = "compare every object of the bucket, not only those since the last sweep")
    boolean all;

    @Option(names = "--json", description = "one JSON object per finding, then one for the sweep")
    boolean json;

    private final Deployment deployment;

    @Spec
    CommandSpec spec = CommandSpec.create();

    SweepCommand(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public Integer call() {
        SweepRules rules =
                SweepRules.DEFAULT.withGrace(grace).withDryRun(dryRun).withEverything(all);
        try (Connection connection = deployment.connect()) {
            SweepReport report = connection
                    .sweep(rules)
                    .run("sweep-" + UUID.randomUUID(), Instant.now().plus(deadline));
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                printJson(report, out);
            } else {
                print(report, out);
            }
            out.flush();
            boolean clean = report.complete() && report.left() == 0 && (!dryRun || report.all() == 0);
            return clean ? 0 : 1;
        }
    }

    private void print(SweepReport report, PrintWriter out) {
        for (Finding finding : report.findings()) {
            out.println(finding.healing() + "  " + finding.kind() + "  " + finding.subject());
            out.println("  " + finding.detail());
        }
        if (report.all() > report.findings().size()) {
            out.println("(the first " + report.findings().size() + " findings)");
        }
        out.printf("%,d objects compared, %,d findings", report.objects(), report.all());
        new TreeMap<>(report.counts()).forEach((kind, count) -> out.printf(", %,d %s", count, kind));
        out.println(report.left() == 0 ? "" : ", " + report.left() + " could not be healed now");
        if (!report.complete()) {
            out.println("The deadline came first: sweep again to go on.");
        }
    }

    private void printJson(SweepReport report, PrintWriter out) {
        for (Finding finding : report.findings()) {
            JsonObject object = new JsonObject();
            object.addProperty("finding", finding.kind().name());
            object.addProperty(
                    "table", finding.table() == null ? null : finding.table().toString());
            object.addProperty("subject", finding.subject());
            object.addProperty("healing", finding.healing().name());
            object.addProperty("detail", finding.detail());
            out.println(FileJson.GSON.toJson(object));
        }
        JsonObject sum = new JsonObject();
        sum.addProperty("objects", report.objects());
        sum.addProperty("findings", report.all());
        sum.addProperty("left", report.left());
        sum.addProperty("complete", report.complete());
        JsonObject counts = new JsonObject();
        new TreeMap<>(report.counts()).forEach((kind, count) -> counts.addProperty(kind.name(), count));
        sum.add("kinds", counts);
        out.println(FileJson.GSON.toJson(sum));
    }
}
