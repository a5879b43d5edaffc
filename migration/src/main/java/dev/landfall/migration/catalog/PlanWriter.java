package dev.landfall.migration.catalog;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.KmsKey;
import dev.landfall.core.table.Partitioning;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** Writes a plan as YAML that a person can review: proposals with their reasons, refusals with advice. */
public final class PlanWriter {
    private static final String HEADER = """
            # What becomes of Hive's tables. Review it, fill in keys and watermarks, then: landfall catalog ddl,
            # landfall initial-load. What each word means: docs/migration.md
            """;
    private static final int WIDTH = 140;
    private static final Set<String> SENTENCES = Set.of("reasons", "refused", "left_out");

    private PlanWriter() {}

    /** The same text for the same plan. */
    public static String write(Plan plan) {
        Map<String, @Nullable Object> top = new LinkedHashMap<>();
        top.put("version", 1);
        top.put("connection", plan.connection());
        if (plan.copyTo() != null) {
            top.put("copy_to", plan.copyTo().uri());
        }
        top.put("tables", plan.tables().stream().map(PlanWriter::table).toList());
        if (!plan.leftOut().isEmpty()) {
            top.put(
                    "left_out",
                    plan.leftOut().stream()
                            .map(view -> ordered("name", view.name(), "reason", view.reason()))
                            .toList());
        }
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.AUTO)
                .setWidth(WIDTH)
                .setSplitLines(false)
                .build();
        Node node = new StandardRepresenter(settings).represent(top);
        spread(node);
        StringWriter text = new StringWriter();
        new Dump(settings).dumpNode(node, new StreamDataWriter() {
            @Override
            public void write(String part) {
                text.write(part);
            }

            @Override
            public void write(String part, int offset, int length) {
                text.write(part, offset, length);
            }
        });
        return HEADER + text;
    }

    /** Sentences get lines of their own; columns stay on one line each. */
    private static void spread(Node node) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(PlanWriter::spread);
        } else if (node instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                spread(entry.getValueNode());
                boolean sentences = entry.getKeyNode() instanceof ScalarNode key && SENTENCES.contains(key.getValue());
                if (sentences && entry.getValueNode() instanceof CollectionNode<?> block) {
                    block.setFlowStyle(FlowStyle.BLOCK);
                    block.getValue().stream()
                            .filter(MappingNode.class::isInstance)
                            .forEach(item -> ((MappingNode) item).setFlowStyle(FlowStyle.BLOCK));
                }
            }
        }
    }

    private static Map<String, @Nullable Object> table(PlannedTable table) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("source", table.source().toString());
        map.put("target", table.target().toString());
        map.put("route", table.route().word());
        map.put("key", names(table.key()));
        Optional.ofNullable(table.watermark()).ifPresent(column -> map.put("watermark", column.value()));
        if (table.watermarkCandidates().size() > 1) {
            map.put("watermark_candidates", names(table.watermarkCandidates()));
        }
        Partitioning partitioning = table.layout().partitioning();
        if (partitioning != null) {
            map.put(
                    "partition",
                    ordered(
                            "column", partitioning.column().value(),
                            "by", partitioning.by().name()));
        }
        map.put("cluster", names(table.layout().clustering()));
        KmsKey kmsKey = table.layout().kmsKey();
        if (kmsKey != null) {
            map.put("kms_key", kmsKey.name());
        }
        map.put("format", table.format().word());
        map.put("location", table.location());
        map.put("zone", table.zone().getId());
        map.put("size", size(table.extent()));
        map.put("columns", table.columns().stream().map(PlanWriter::column).toList());
        if (!table.hiveKeys().isEmpty()) {
            map.put(
                    "hive_keys",
                    table.hiveKeys().stream().map(PlanWriter::column).toList());
        }
        Map<String, Object> reasons = new LinkedHashMap<>();
        List.of("route", "key", "watermark", "partition", "cluster")
                .forEach(word ->
                        Optional.ofNullable(table.reasons().get(word)).ifPresent(reason -> reasons.put(word, reason)));
        map.put("reasons", reasons);
        if (!table.refusals().isEmpty()) {
            map.put(
                    "refused",
                    table.refusals().stream()
                            .map(refusal -> ordered(
                                    "what", refusal.what(), "reason", refusal.reason(), "advice", refusal.advice()))
                            .toList());
        }
        return map;
    }

    private static Map<String, Object> size(PlannedTable.Extent extent) {
        Map<String, Object> size = new LinkedHashMap<>();
        Optional.ofNullable(extent.files()).ifPresent(files -> size.put("files", files));
        Optional.ofNullable(extent.bytes()).ifPresent(bytes -> size.put("bytes", bytes));
        size.put("partitions", extent.partitions());
        return size;
    }

    private static Map<String, Object> column(PlannedColumn column) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", column.name());
        map.put("hive", column.type());
        if (column.renamed()) {
            map.put("to", column.target().value());
        }
        map.put("type", column.column().map(Column::sqlType).orElse("refused"));
        if (column.dropped()) {
            map.put("drop", true);
        }
        return map;
    }

    private static List<String> names(List<ColumnName> columns) {
        return new ArrayList<>(columns.stream().map(ColumnName::value).toList());
    }

    private static Map<String, Object> ordered(String... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
