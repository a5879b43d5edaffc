package dev.landfall.replicator.pipeline;

import dev.landfall.replicator.pipeline.TableCatalog.CatalogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Makes a table's block out of a template's; every node keeps its line. */
final class TemplateNodes {
    private final String file;
    private final CatalogEntry entry;

    TemplateNodes(String file, CatalogEntry entry) {
        this.file = file;
        this.entry = entry;
    }

    /** @param change what {@code except} says of this table; mappings are merged, anything else is replaced */
    Node instance(Node template, @Nullable Node change) {
        MappingNode block = without(mapping(template), List.of("except"));
        List<NodeTuple> tuples = new ArrayList<>();
        for (NodeTuple tuple : block.getValue()) {
            tuples.add(key(tuple).equals("source") ? new NodeTuple(tuple.getKeyNode(), source(tuple)) : tuple);
        }
        Node whole = copy(block, tuples);
        return named(change == null ? whole : merged(mapping(whole), changed(change)));
    }

    private MappingNode changed(Node change) {
        if (change instanceof MappingNode mapping) {
            return mapping;
        }
        throw new PipelineException(Place.of(file, change), "'except' maps a table to the keys that differ");
    }

    private Node source(NodeTuple tuple) {
        MappingNode source = without(mapping(tuple.getValueNode()), List.of("tables", "exclude"));
        List<NodeTuple> tuples = new ArrayList<>(source.getValue());
        boolean directory = tuples.stream().anyMatch(each -> key(each).equals("directory"));
        if (!directory) {
            tuples.add(new NodeTuple(scalar("table", source), scalar(entry.toString(), source)));
        }
        return copy(source, tuples);
    }

    private static Node merged(MappingNode base, MappingNode change) {
        List<NodeTuple> tuples = new ArrayList<>();
        for (NodeTuple tuple : base.getValue()) {
            Optional<NodeTuple> other = change.getValue().stream()
                    .filter(each -> key(each).equals(key(tuple)))
                    .findFirst();
            if (other.isEmpty()) {
                tuples.add(tuple);
            } else if (tuple.getValueNode() instanceof MappingNode inner
                    && other.get().getValueNode() instanceof MappingNode outer) {
                tuples.add(new NodeTuple(tuple.getKeyNode(), merged(inner, outer)));
            } else {
                tuples.add(other.get());
            }
        }
        change.getValue().stream()
                .filter(each ->
                        base.getValue().stream().noneMatch(tuple -> key(tuple).equals(key(each))))
                .forEach(tuples::add);
        return copy(base, tuples);
    }

    /** Puts the table's name where the template leaves it open. */
    private Node named(Node node) {
        if (node instanceof ScalarNode scalar) {
            String value = scalar.getValue().replace("{schema}", entry.schema()).replace("{table}", entry.table());
            return value.equals(scalar.getValue())
                    ? scalar
                    : new ScalarNode(
                            scalar.getTag(),
                            true,
                            value,
                            scalar.getScalarStyle(),
                            scalar.getStartMark(),
                            scalar.getEndMark());
        }
        if (node instanceof MappingNode mapping) {
            return copy(
                    mapping,
                    mapping.getValue().stream()
                            .map(tuple -> new NodeTuple(tuple.getKeyNode(), named(tuple.getValueNode())))
                            .toList());
        }
        if (node instanceof SequenceNode sequence) {
            return new SequenceNode(
                    sequence.getTag(),
                    true,
                    sequence.getValue().stream().map(this::named).toList(),
                    sequence.getFlowStyle(),
                    sequence.getStartMark(),
                    sequence.getEndMark());
        }
        return node;
    }

    private MappingNode mapping(Node node) {
        if (node instanceof MappingNode mapping) {
            return mapping;
        }
        throw new PipelineException(Place.of(file, node), "a mapping of keys to values was expected");
    }

    private static MappingNode without(MappingNode mapping, List<String> keys) {
        return copy(
                mapping,
                mapping.getValue().stream()
                        .filter(tuple -> !keys.contains(key(tuple)))
                        .toList());
    }

    private static MappingNode copy(MappingNode original, List<NodeTuple> tuples) {
        return new MappingNode(
                original.getTag(), true, tuples, FlowStyle.AUTO, original.getStartMark(), original.getEndMark());
    }

    private static String key(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
    }

    private static ScalarNode scalar(String value, Node place) {
        return new ScalarNode(Tag.STR, true, value, ScalarStyle.PLAIN, place.getStartMark(), place.getEndMark());
    }
}
