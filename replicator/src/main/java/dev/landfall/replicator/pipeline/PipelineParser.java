package dev.landfall.replicator.pipeline;

import dev.landfall.core.table.TableId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads pipeline files. All problems of a file are reported at once, as far as one does not hide another. Relative
 * paths in the file begin at its folder.
 */
public final class PipelineParser {
    private static final Set<String> KEYS = Set.of("version", "landing", "state", "connections", "tables");

    private final Map<String, String> environment;

    /** @param environment for secrets */
    public PipelineParser(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** @throws PipelineException if the file cannot be read or anything in it is wrong */
    public Pipeline parse(Path file) {
        try {
            Path folder = file.toAbsolutePath().normalize().getParent();
            return parse(file.toString(), Files.readString(file), folder == null ? Path.of("/") : folder);
        } catch (IOException e) {
            throw new PipelineException(List.of(file + ": cannot be read: " + e));
        }
    }

    /**
     * @param file for messages
     * @param folder that relative paths begin at
     * @throws PipelineException if anything is wrong
     */
    public Pipeline parse(String file, String text, Path folder) {
        Section top = Section.of(file, compose(file, text), "a pipeline", KEYS);
        List<String> problems = new ArrayList<>();
        collecting(problems, () -> version(top.required("version")));
        @Nullable
        Landing landing = collecting(problems, () -> top.required("landing").as(Landing::parse));
        @Nullable
        Path state =
                collecting(problems, () -> folder.resolve(top.required("state").value()));
        Connections connections = new Connections(folder, environment);
        collecting(problems, () -> connections(top, connections, problems));
        List<PipelineTable> tables = tables(file, top, connections, problems);
        if (landing == null || state == null || !problems.isEmpty()) {
            throw new PipelineException(problems);
        }
        return new Pipeline(landing, state, tables);
    }

    /**
     * The connections of a file, which need not have tables yet.
     *
     * @throws PipelineException if the file cannot be read or a connection is wrong
     */
    public NamedConnections connections(Path file) {
        try {
            Path folder = file.toAbsolutePath().normalize().getParent();
            Section top =
                    Section.of(file.toString(), compose(file.toString(), Files.readString(file)), "a pipeline", KEYS);
            Connections connections = new Connections(folder == null ? Path.of("/") : folder, environment);
            List<String> problems = new ArrayList<>();
            connections(top, connections, problems);
            if (!problems.isEmpty()) {
                throw new PipelineException(problems);
            }
            return connections.byName();
        } catch (IOException e) {
            throw new PipelineException(List.of(file + ": cannot be read: " + e));
        }
    }

    /**
     * The tree of a YAML file.
     *
     * @param file for messages
     * @throws PipelineException if the text is no YAML
     */
    public static Node compose(String file, String text) {
        try {
            return new Compose(LoadSettings.builder().setLabel(file).build())
                    .composeString(text)
                    .orElseThrow(() -> new PipelineException(List.of(file + ":1: the file is empty")));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new PipelineException(new Place(file, line), "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new PipelineException(new Place(file, 1), "not YAML: " + e.getMessage());
        }
    }

    private static boolean version(Text version) {
        if (!version.value().equals("1")) {
            throw version.problem("'version' is 1, not '" + version.value() + "': this Landfall reads no other");
        }
        return true;
    }

    private static boolean connections(Section top, Connections connections, List<String> problems) {
        Section all = top.section("connections", "connections", Set.of());
        for (String name : all.keys()) {
            collecting(problems, () -> {
                connections.add(all, name);
                return true;
            });
        }
        return true;
    }

    private static List<PipelineTable> tables(
            String file, Section top, Connections connections, List<String> problems) {
        List<PipelineTable> tables = new ArrayList<>();
        Map<TableId, Place> targets = new HashMap<>();
        for (Node node : nodes(top, problems)) {
            @Nullable
            PipelineTable table = collecting(problems, () -> new PipelineTables(file, connections).read(node));
            if (table != null) {
                Place place = Place.of(file, node);
                @Nullable Place earlier = targets.putIfAbsent(table.spec().target(), place);
                if (earlier != null) {
                    problems.add(place + ": target " + table.spec().target() + " is also on line " + earlier.line());
                }
                tables.add(table);
            }
        }
        return tables;
    }

    private static List<Node> nodes(Section top, List<String> problems) {
        @Nullable List<Node> nodes = collecting(problems, () -> top.nodes("tables"));
        if (nodes != null && nodes.isEmpty()) {
            problems.add(top.place() + ": a pipeline needs the key 'tables' with at least one table");
        }
        return nodes == null ? List.of() : nodes;
    }

    @FunctionalInterface
    private interface Step<T> {
        T take();
    }

    private static <T> @Nullable T collecting(List<String> problems, Step<T> step) {
        try {
            return step.take();
        } catch (PipelineException e) {
            problems.addAll(e.problems());
            return null;
        }
    }
}
