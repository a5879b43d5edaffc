package dev.landfall.replicator;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.landfall.replicator.failure.Failure;
import dev.landfall.replicator.pipeline.Pipeline;
import dev.landfall.replicator.pipeline.PipelineTable;
import dev.landfall.replicator.run.PipelinePlan;
import dev.landfall.replicator.run.SourcesByKind;
import dev.landfall.replicator.run.TablePlan;
import dev.landfall.replicator.run.TableState;
import dev.landfall.replicator.state.StateDatabase;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall plan}: says what {@code replicate} would do, and does nothing. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Says what 'replicate' would do for each table: window, query, route and estimated size.",
            "Reads no rows, uploads nothing. Exit status: 0, 1 if a table cannot be read, 2 wrong usage or file."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PlanCommand implements Callable<Integer> {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private final Clock clock;

    @Spec
    private CommandSpec command;

    @Mixin
    private final PipelineFile file;

    @Option(
            names = "--table",
            paramLabel = "DATASET.TABLE",
            description = "Only this target; several times. Default: all.")
    private List<String> selected = new ArrayList<>();

    @Option(names = "--count", description = "Count the rows in the source; may cost as much as to read them.")
    private boolean count;

    @Option(names = "--json", description = "One JSON object per table.")
    private boolean json;

    /** @param environment for the passwords that the file names */
    public PlanCommand(Map<String, String> environment) {
        this(environment, Clock.systemUTC());
    }

    PlanCommand(Map<String, String> environment, Clock clock) {
        this.file = new PipelineFile(environment);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        PrintWriter errors = command.commandLine().getErr();
        return PipelineFile.exitCode(errors, () -> {
            Pipeline pipeline = file.read(errors);
            return print(
                    pipeline,
                    PipelineFile.chosen(pipeline, selected),
                    count,
                    json,
                    clock,
                    command.commandLine().getOut());
        });
    }

    static int print(
            Pipeline pipeline, List<PipelineTable> tables, boolean count, boolean json, Clock clock, PrintWriter out) {
        boolean failed = false;
        try (StateDatabase state = StateDatabase.open(pipeline.state());
                SourcesByKind sources = new SourcesByKind(clock)) {
            PipelinePlan plans =
                    new PipelinePlan(pipeline, state.journal(clock), state.auditTrail(clock), sources, count);
            for (PipelineTable table : tables) {
                TablePlan plan = plans.of(table);
                out.print(json ? GSON.toJson(object(plan)) + System.lineSeparator() : text(plan));
                out.flush();
                failed |= plan.state() == TableState.FAILED;
            }
        }
        return failed ? Failure.SOURCE.exitCode() : 0;
    }

    private static String text(TablePlan plan) {
        StringBuilder text = new StringBuilder(plan.table() + ": "
                + switch (plan.state()) {
                    case WOULD_DELIVER, DELIVERED -> "would deliver " + String.join(" and ", plan.scope());
                    case NOTHING_NEW -> "nothing new";
                    case BUSY -> "another replica is at it";
                    case FAILED -> "FAILED: " + plan.error();
                });
        text.append("\n    route  ").append(plan.route());
        if (plan.state() == TableState.WOULD_DELIVER) {
            Long bytes = plan.bytes();
            text.append("\n    size   ")
                    .append(plan.rows() == null ? "" : plan.rows() + " row(s), ")
                    .append(bytes == null ? "unknown" : "about " + TextResults.size(bytes))
                    .append(" (")
                    .append(plan.basis())
                    .append(")\n    query  ")
                    .append(plan.query());
        }
        return text.append('\n').toString();
    }

    private static Map<String, @Nullable Object> object(TablePlan plan) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("table", plan.table().toString());
        json.put("state", plan.state().name());
        json.put("route", plan.route());
        json.put("window", String.join(" and ", plan.scope()));
        json.put("query", plan.query());
        json.put("rows", plan.rows());
        json.put("estimatedBytes", plan.bytes());
        json.put("estimatedBy", plan.basis());
        json.put("error", plan.error());
        return json;
    }
}
