package dev.landfall.replicator.pipeline;

import dev.landfall.core.setting.Setting;
import dev.landfall.replicator.extension.Extensions;
import dev.landfall.replicator.failure.ReplicationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    /** The environment variable that chooses one of the file's environments. */
    private static final Set<String> KEYS =
            Set.of("version", "landing", "state", "connections", "environments", "extensions", "tables", "templates");

    private final Map<String, String> variables;
    private final @Nullable String environment;
    private final TableCatalog catalog;

    /** @param variables of the environment, for secrets; {@link Setting#ENVIRONMENT} names the environment to use */
    public PipelineParser(Map<String, String> variables) {
        this(variables, variables.get(Setting.ENVIRONMENT.variable()), connection -> {
            throw ReplicationException.configuration("The pipeline has templates with patterns, and the tables of"
                    + " connection " + connection.name() + " are not listed here");
        });
    }

    private PipelineParser(Map<String, String> variables, @Nullable String environment, TableCatalog catalog) {
        this.variables = Map.copyOf(variables);
        this.environment = environment;
        this.catalog = catalog;
    }

    /** A parser that uses this environment of the file, whatever the variables say. */
    public PipelineParser inEnvironment(String name) {
        return new PipelineParser(variables, name, catalog);
    }

    /** A parser that asks this catalog for the tables that patterns mean. */
    public PipelineParser withCatalog(TableCatalog tables) {
        return new PipelineParser(variables, environment, tables);
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
     * @throws ReplicationException if a database that a pattern is about does not answer
     */
    public Pipeline parse(String file, String text, Path folder) {
        Section top = Section.of(file, compose(file, text), "a pipeline", KEYS);
        List<String> problems = new ArrayList<>();
        Secrets secrets = new Secrets(variables);
        collecting(problems, () -> version(top.required("version")));
        @Nullable EnvironmentBlock chosen = collecting(problems, () -> EnvironmentBlock.choose(top, environment));
        if (chosen == null) {
            throw new PipelineException(problems);
        }
        @Nullable Landing landing = collecting(problems, chosen::landing);
        @Nullable StateLocation state = collecting(problems, () -> chosen.state(folder, secrets));
        Connections connections = new Connections(folder, secrets);
        collecting(problems, () -> connections(chosen, connections, problems));
        TableList tables = new TableList(file, connections, extensions(top, folder), problems);
        collecting(problems, () -> tables.declared(top));
        collecting(problems, () -> tables.templates(top, problems.isEmpty() ? catalog : connection -> List.of()));
        tables.checkNotEmpty(top);
        if (landing == null || state == null || !problems.isEmpty()) {
            throw new PipelineException(problems);
        }
        return new Pipeline(chosen.name(), landing, state, tables.tables(), connections.databases(), tables.leftOut());
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
            Connections connections = new Connections(folder == null ? Path.of("/") : folder, new Secrets(variables));
            List<String> problems = new ArrayList<>();
            connections(EnvironmentBlock.choose(top, environment), connections, problems);
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

    private static Extensions extensions(Section top, Path folder) {
        return top.optional("extensions")
                .map(path -> Extensions.of(folder.resolve(path.value())))
                .orElse(Extensions.NONE);
    }

    private static boolean version(Text version) {
        if (!version.value().equals("1")) {
            throw version.problem("'version' is 1, not '" + version.value() + "': this Landfall reads no other");
        }
        return true;
    }

    private static boolean connections(EnvironmentBlock chosen, Connections connections, List<String> problems) {
        chosen.connections()
                .forEach((name, section) -> collecting(problems, () -> {
                    connections.add(section, name);
                    return true;
                }));
        return true;
    }

    @FunctionalInterface
    interface Step<T> {
        T take();
    }

    static <T> @Nullable T collecting(List<String> problems, Step<T> step) {
        try {
            return step.take();
        } catch (PipelineException e) {
            problems.addAll(e.problems());
            return null;
        }
    }
}
