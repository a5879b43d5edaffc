package dev.landfall.replicator;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.landfall.replicator.pipeline.Pipeline;
import dev.landfall.replicator.state.AuditTrail;
import dev.landfall.replicator.state.StateDatabase;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall runs}: who moved what, when, from which query, with which outcome. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = {
            "The latest runs of the replicator, or with --table the latest deltas of one table: window, rows, bytes,"
                    + " digest, and who ran which version.",
            "Exit status: 0, 1 the state database cannot be read, 2 wrong usage or file."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RunsCommand implements Callable<Integer> {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final int DIGEST_LETTERS = 12;

    @Spec
    private CommandSpec command;

    @Mixin
    private final PipelineFile file;

    @Option(names = "--table", paramLabel = "DATASET.TABLE", description = "The deltas of this target.")
    private @Nullable String table;

    @Option(names = "--limit", paramLabel = "N", description = "How many. Default: ${DEFAULT-VALUE}.")
    private int limit = 20;

    @Option(names = "--json", description = "One JSON object per run or delta; deltas with their query.")
    private boolean json;

    /** @param environment for the passwords that the file names */
    public RunsCommand(Map<String, String> environment) {
        this.file = new PipelineFile(environment);
    }

    @Override
    public Integer call() {
        PrintWriter errors = command.commandLine().getErr();
        PrintWriter out = command.commandLine().getOut();
        return PipelineFile.exitCode(errors, () -> {
            Pipeline pipeline = file.read(errors);
            try (StateDatabase state = StateDatabase.open(pipeline.state())) {
                AuditTrail trail = state.auditTrail(Clock.systemUTC());
                if (table == null) {
                    trail.runs(limit).forEach(run -> out.println(json ? GSON.toJson(object(run)) : line(run)));
                } else {
                    trail.deltas(PipelineFile.target(pipeline, table), limit)
                            .forEach(delta -> out.println(json ? GSON.toJson(object(delta)) : line(delta)));
                }
            }
            out.flush();
            return 0;
        });
    }

    private static String line(AuditTrail.Run run) {
        OffsetDateTime ended = run.endedAt();
        String took = ended == null
                ? "not ended"
                : Duration.between(run.startedAt(), ended).toSeconds() + " s";
        return "%s  %s  %s@%s %s%s: %d delivered, %d nothing new, %d failed; %d row(s), %s"
                .formatted(
                        time(run.startedAt()),
                        took,
                        run.operator(),
                        run.host(),
                        run.version(),
                        run.environment() == null ? "" : " in " + run.environment(),
                        run.delivered(),
                        run.nothingNew(),
                        run.failed(),
                        run.rows(),
                        TextResults.size(run.bytes()));
    }

    private static String line(AuditTrail.DeltaEntry delta) {
        String digest = delta.digest();
        return "%s  %s  %s: %s file(s), %s row(s), %s%s%s; by %s %s%s"
                .formatted(
                        time(delta.plannedAt()),
                        delta.state(),
                        delta.to() == null
                                ? delta.id()
                                : "[" + (delta.from() == null ? "beginning" : delta.from()) + ", " + delta.to() + ")",
                        delta.files() == null ? "?" : delta.files(),
                        delta.rows() == null ? "?" : delta.rows(),
                        delta.bytes() == null ? "? bytes" : TextResults.size(delta.bytes()),
                        delta.lateRows() == null || delta.lateRows() == 0 ? "" : ", " + delta.lateRows() + " late",
                        digest == null ? "" : ", digest " + digest.substring(0, DIGEST_LETTERS),
                        delta.operator() == null ? "unknown" : delta.operator(),
                        delta.version() == null ? "" : delta.version(),
                        delta.tries() > 1 ? ", " + delta.tries() + " tries" : "");
    }

    private static String time(OffsetDateTime time) {
        return time.withOffsetSameInstant(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    private static Map<String, @Nullable Object> object(AuditTrail.Run run) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("run", run.id());
        json.put("startedAt", time(run.startedAt()));
        OffsetDateTime ended = run.endedAt();
        json.put("endedAt", ended == null ? null : time(ended));
        json.put("operator", run.operator());
        json.put("host", run.host());
        json.put("version", run.version());
        json.put("environment", run.environment());
        json.put("delivered", run.delivered());
        json.put("nothingNew", run.nothingNew());
        json.put("failed", run.failed());
        json.put("rows", run.rows());
        json.put("bytes", run.bytes());
        return json;
    }

    private static Map<String, @Nullable Object> object(AuditTrail.DeltaEntry delta) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("delta", delta.id());
        json.put("table", delta.table());
        json.put("state", delta.state());
        json.put("from", delta.from() == null ? null : delta.from().toString());
        json.put("to", delta.to() == null ? null : delta.to().toString());
        json.put("query", delta.query());
        json.put("files", delta.files());
        json.put("rows", delta.rows());
        json.put("bytes", delta.bytes());
        json.put("lateRows", delta.lateRows());
        json.put("digest", delta.digest());
        json.put("tries", delta.tries());
        json.put("plannedAt", time(delta.plannedAt()));
        OffsetDateTime done = delta.doneAt();
        json.put("doneAt", done == null ? null : time(done));
        json.put("operator", delta.operator());
        json.put("version", delta.version());
        return json;
    }
}
