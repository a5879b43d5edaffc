package dev.landfall.replicator.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML mapping whose keys are known; every question answers or throws {@link PipelineException} with the place. */
public final class Section {
    private final String file;
    private final String what;
    private final Place place;
    private final Map<String, Node> values;

    private Section(String file, String what, Place place, Map<String, Node> values) {
        this.file = file;
        this.what = what;
        this.place = place;
        this.values = values;
    }

    /**
     * Reads a mapping and refuses keys that are unknown or there twice.
     *
     * @param what for messages: "a connection"
     * @param known keys; empty if all are allowed, because they are names
     */
    public static Section of(String file, Node node, String what, Set<String> known) {
        Place place = Place.of(file, node);
        if (!(node instanceof MappingNode mapping)) {
            throw new PipelineException(place, what + " is a mapping of keys to values, not " + describe(node));
        }
        Map<String, Node> values = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (NodeTuple entry : mapping.getValue()) {
            Place keyPlace = Place.of(file, entry.getKeyNode());
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                problems.add(keyPlace + ": a key is a word, not " + describe(entry.getKeyNode()));
            } else if (!known.isEmpty() && !known.contains(key.getValue())) {
                problems.add(keyPlace + ": unknown key '" + key.getValue() + "' in " + what
                        + NearestWord.advice(key.getValue(), known));
            } else if (values.putIfAbsent(key.getValue(), entry.getValueNode()) != null) {
                problems.add(keyPlace + ": key '" + key.getValue() + "' is there twice in " + what);
            }
        }
        if (!problems.isEmpty()) {
            throw new PipelineException(problems);
        }
        return new Section(file, what, place, values);
    }

    public Place place() {
        return place;
    }

    public Set<String> keys() {
        return values.keySet();
    }

    boolean isMapping(String key) {
        return values.get(key) instanceof MappingNode;
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public PipelineException problem(String text) {
        return new PipelineException(place, text);
    }

    public Text required(String key) {
        return optional(key).orElseThrow(() -> missing(key));
    }

    public Optional<Text> optional(String key) {
        return node(key).map(node -> scalar(key, node));
    }

    public List<Text> texts(String key) {
        return nodes(key).stream().map(node -> scalar(key, node)).toList();
    }

    public Section section(String key, String itsName, Set<String> known) {
        return optionalSection(key, itsName, known).orElseThrow(() -> missing(key));
    }

    public Optional<Section> optionalSection(String key, String itsName, Set<String> known) {
        return node(key).map(node -> of(file, node, itsName, known));
    }

    public List<Node> nodes(String key) {
        @Nullable Node node = values.get(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        throw new PipelineException(
                Place.of(file, node), "'" + key + "' of " + what + " is a list, not " + describe(node));
    }

    boolean isEmptyList(String key) {
        return values.get(key) instanceof SequenceNode sequence
                && sequence.getValue().isEmpty();
    }

    /** The value of this key, whatever it is. */
    Optional<Node> child(String key) {
        return node(key);
    }

    private Optional<Node> node(String key) {
        return Optional.ofNullable(values.get(key));
    }

    private Text scalar(String key, Node node) {
        Place here = Place.of(file, node);
        if (!(node instanceof ScalarNode scalar)) {
            throw new PipelineException(here, "'" + key + "' of " + what + " is one value, not " + describe(node));
        }
        if (scalar.getTag().equals(Tag.NULL)) {
            throw new PipelineException(here, "'" + key + "' of " + what + " has no value");
        }
        return new Text(here, key, scalar.getValue());
    }

    private PipelineException missing(String key) {
        return problem(what + " needs the key '" + key + "'");
    }

    private static String describe(Node node) {
        if (node.getNodeType() == NodeType.MAPPING) {
            return "a mapping";
        }
        return node.getNodeType() == NodeType.SEQUENCE
                ? "a list"
                : "the value '" + ((ScalarNode) node).getValue() + "'";
    }
}
