package dev.landfall.replicator.pipeline;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.extension.Extensions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Gathers the tables of a pipeline file: the declared ones, then those of templates. */
final class TableList {
    private final String file;
    private final PipelineTables reader;
    private final Connections connections;
    private final List<String> problems;
    private final List<PipelineTable> tables = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Map<TableId, Place> targets = new HashMap<>();

    /** @param problems takes what is wrong */
    TableList(String file, Connections connections, Extensions extensions, List<String> problems) {
        this.file = file;
        this.reader = new PipelineTables(file, connections, extensions);
        this.connections = connections;
        this.problems = problems;
    }

    boolean declared(Section top) {
        top.nodes("tables").forEach(this::add);
        return true;
    }

    /** A table that is declared already is left out of patterns: its own block says more. */
    boolean templates(Section top, TableCatalog catalog) {
        List<SourceConfig> declared = tables.stream().map(PipelineTable::source).toList();
        for (Node node : top.nodes("templates")) {
            PipelineParser.collecting(problems, () -> {
                Template template = Template.read(file, node, connections);
                for (Template.Instance instance : template.instances(catalog, leftOut)) {
                    if (!instance.byPattern() || declared.stream().noneMatch(isOf(template, instance))) {
                        add(instance.block());
                    }
                }
                return true;
            });
        }
        return true;
    }

    private static Predicate<SourceConfig> isOf(Template template, Template.Instance instance) {
        return source -> source.choose(
                jdbc -> jdbc.connection().name().equals(template.connection())
                        && jdbc.table().toString().equalsIgnoreCase(instance.source()),
                partitions -> partitions.connection().name().equals(template.connection())
                        && partitions.table().toString().equalsIgnoreCase(instance.source()),
                hdfs -> false,
                others -> false);
    }

    private void add(Node node) {
        @Nullable PipelineTable table = PipelineParser.collecting(problems, () -> reader.read(node));
        if (table != null) {
            Place place = Place.of(file, node);
            Optional<Place> earlier =
                    Optional.ofNullable(targets.putIfAbsent(table.spec().target(), place));
            earlier.ifPresent(other ->
                    problems.add(place + ": target " + table.spec().target() + " is also on line " + other.line()));
            tables.add(table);
        }
    }

    void checkNotEmpty(Section top) {
        if (!top.has("templates") && (!top.has("tables") || top.isEmptyList("tables"))) {
            problems.add(top.place() + ": a pipeline needs the key 'tables' with at least one table, or 'templates'");
        }
    }

    List<PipelineTable> tables() {
        return tables;
    }

    List<String> leftOut() {
        return leftOut;
    }
}
