package dev.landfall.replicator;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.landfall.core.table.TableId;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.Pipeline;
import dev.landfall.replicator.state.AuditTrail;
import dev.landfall.replicator.state.StateDatabase;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall watermarks}: shows how far each table is delivered, and moves a watermark for a person. */
@Command(
        name = "watermarks",
        mixinStandardHelpOptions = true,
        description = {
            "How far each table is delivered, in the source's own wall clock. With --set, moves a watermark: back to"
                    + " deliver rows again, forth to leave rows out.",
            "Exit status: 0, 1 it was refused or the state database cannot be read, 2 wrong usage or file."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class WatermarksCommand implements Callable<Integer> {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final String NONE = "none";

    @Spec
    private CommandSpec command;

    @Mixin
    private final PipelineFile file;

    @Option(
            names = "--set",
            paramLabel = "DATASET.TABLE=TIME",
            description = "Move this watermark to TIME (2026-01-31T00:00), or to 'none' to begin anew.")
    private Map<String, String> moves = new LinkedHashMap<>();

    @Option(names = "--dry-run", description = "With --set: say what would change, change nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "One JSON object per table.")
    private boolean json;

    /** @param environment for the passwords that the file names */
    public WatermarksCommand(Map<String, String> environment) {
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
                if (moves.isEmpty()) {
                    trail.watermarks().forEach(entry -> out.println(json ? GSON.toJson(object(entry)) : line(entry)));
                }
                moves.forEach((table, to) -> move(trail, PipelineFile.target(pipeline, table), to, out));
            }
            out.flush();
            return 0;
        });
    }

    private void move(AuditTrail trail, TableId table, String text, PrintWriter out) {
        Optional<LocalDateTime> to = text.equals(NONE) ? Optional.empty() : Optional.of(time(text));
        @Nullable
        LocalDateTime before = trail.watermarks().stream()
                .filter(entry -> entry.table().equals(table.toString()))
                .map(AuditTrail.WatermarkEntry::highWater)
                .findFirst()
                .orElse(null);
        if (!dryRun) {
            trail.move(table, to, ThisReplica.operatorName());
        }
        out.println(table + ": " + (dryRun ? "would move" : "moved") + " from " + (before == null ? NONE : before)
                + " to " + text + ": " + effect(before, to.orElse(null)));
    }

    private static String effect(@Nullable LocalDateTime before, @Nullable LocalDateTime to) {
        if (to == null) {
            return "the next run delivers the whole table again";
        }
        if (before == null) {
            return "the first run delivers nothing that is older";
        }
        return to.isBefore(before)
                ? "the next run delivers the rows from there on again"
                : "rows between the two are never delivered by a window";
    }

    private static LocalDateTime time(String text) {
        try {
            return LocalDateTime.parse(text.replace(' ', 'T'));
        } catch (DateTimeParseException e) {
            throw ReplicationException.configuration(
                    "'" + text + "' is not a wall clock time such as 2026-01-31T00:00:00, nor '" + NONE + "'");
        }
    }

    private static String line(AuditTrail.WatermarkEntry entry) {
        return entry.table() + "  " + entry.highWater() + "  by " + entry.delta() + " at "
                + entry.movedAt().toInstant();
    }

    private static Map<String, Object> object(AuditTrail.WatermarkEntry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("table", entry.table());
        json.put("watermark", entry.highWater().toString());
        json.put("delta", entry.delta());
        json.put("movedAt", entry.movedAt().toInstant().toString());
        return json;
    }
}
