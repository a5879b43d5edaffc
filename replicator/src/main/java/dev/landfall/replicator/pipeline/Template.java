package dev.landfall.replicator.pipeline;

import dev.landfall.replicator.pipeline.TableCatalog.CatalogEntry;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * One block for many tables: {@code source.tables} lists names and patterns, {@code except} changes the block for some
 * of them, and {@code {schema}} and {@code {table}} stand for the source table's name.
 */
final class Template {
    private static final Set<String> SOURCE_KEYS = Stream.concat(
                    PipelineTables.ALL_SOURCE_KEYS.stream().filter(key -> !key.equals("table")),
                    Stream.of("tables", "exclude"))
            .collect(Collectors.toUnmodifiableSet());

    private final String file;
    private final Node node;
    private final Section block;
    private final Section source;
    private final Text connection;
    private final Connections connections;

    /**
     * A table that a template stands for.
     *
     * @param source name of the source table
     * @param byPattern whether a pattern found it; else it was named
     * @param block of the table, as if it had been declared
     */
    record Instance(String source, boolean byPattern, Node block) {}

    private Template(String file, Node node, Section block, Section source, Connections connections) {
        this.file = file;
        this.node = node;
        this.block = block;
        this.source = source;
        this.connection = source.required("connection");
        this.connections = connections;
    }

    static Template read(String file, Node node, Connections connections) {
        Set<String> keys = Stream.concat(PipelineTables.KEYS.stream(), Stream.of("except"))
                .collect(Collectors.toUnmodifiableSet());
        Section block = Section.of(file, node, "a template", keys);
        return new Template(file, node, block, block.section("source", "a source", SOURCE_KEYS), connections);
    }

    String connection() {
        return connection.value();
    }

    /** @param leftOut takes a line for each table that a pattern found and that cannot be a target */
    List<Instance> instances(TableCatalog catalog, List<String> leftOut) {
        List<TablePattern> excluded = source.texts("exclude").stream()
                .map(text -> text.as(TablePattern::parse))
                .toList();
        Map<String, Instance> instances = new LinkedHashMap<>();
        Optional<Section> except = block.optionalSection("except", "except", Set.of());
        for (Text text : source.texts("tables")) {
            TablePattern pattern = text.as(TablePattern::parse);
            for (CatalogEntry entry : pattern.isPattern() ? found(pattern, catalog) : List.of(pattern.entry())) {
                if (excluded.stream().noneMatch(exclusion -> exclusion.matches(entry))) {
                    instance(entry, pattern.isPattern(), except, leftOut)
                            .ifPresent(instance -> instances.putIfAbsent(instance.source(), instance));
                }
            }
        }
        if (source.texts("tables").isEmpty()) {
            throw source.problem("a source of a template needs the key 'tables' with names or patterns");
        }
        except.ifPresent(all -> checkNames(all, instances));
        return List.copyOf(instances.values());
    }

    private List<CatalogEntry> found(TablePattern pattern, TableCatalog catalog) {
        return connections.choose(
                connection,
                jdbc -> catalog.tables(jdbc).stream()
                        .filter(pattern::matches)
                        .sorted(Comparator.comparing(CatalogEntry::toString))
                        .toList(),
                hdfs -> {
                    throw connection.problem("patterns ask a database for its tables; name the tables of connection '"
                            + hdfs.name() + "' one by one");
                },
                kafka -> {
                    throw connection.problem("a topic has no tables: declare the tables of connection '" + kafka.name()
                            + "' below 'tables'");
                });
    }

    private Optional<Instance> instance(
            CatalogEntry entry, boolean byPattern, Optional<Section> except, List<String> leftOut) {
        if (byPattern) {
            try {
                SourceTableName.parse(entry.toString());
            } catch (IllegalArgumentException e) {
                leftOut.add("Table " + entry + " of connection " + connection.value() + " is left out: "
                        + e.getMessage() + "; exclude it to say that this is meant");
                return Optional.empty();
            }
        }
        @Nullable
        Node change = except.flatMap(all -> all.child(entry.toString())).orElse(null);
        return Optional.of(
                new Instance(entry.toString(), byPattern, new TemplateNodes(file, entry).instance(node, change)));
    }

    /** A name that is nobody's is a slip of the pen, unless a pattern may find such a table later. */
    private static void checkNames(Section except, Map<String, Instance> instances) {
        if (instances.values().stream().noneMatch(Instance::byPattern) && !instances.isEmpty()) {
            for (String name : except.keys()) {
                if (!instances.containsKey(name)) {
                    throw except.problem("'" + name + "' in 'except' is none of the template's tables"
                            + NearestWord.advice(name, instances.keySet()));
                }
            }
        }
    }
}
