package dev.landfall.migration.catalog;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.KmsKey;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.StorageFolder;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TargetLayout;
import dev.landfall.replicator.pipeline.PipelineException;
import dev.landfall.replicator.pipeline.PipelineParser;
import dev.landfall.replicator.pipeline.Section;
import dev.landfall.replicator.pipeline.SourceTableName;
import dev.landfall.replicator.pipeline.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a plan that a person may have changed. Unknown keys and values are refused with file and line. */
public final class PlanReader {
    private static final Set<String> KEYS = Set.of("version", "connection", "copy_to", "tables", "left_out");
    private static final Set<String> TABLE_KEYS = Set.of(
            "source",
            "target",
            "route",
            "key",
            "watermark",
            "watermark_candidates",
            "partition",
            "cluster",
            "kms_key",
            "format",
            "location",
            "zone",
            "size",
            "columns",
            "hive_keys",
            "reasons",
            "refused");
    private static final Set<String> COLUMN_KEYS = Set.of("name", "hive", "to", "type", "drop");
    private static final Set<String> PARTITION_KEYS = Set.of("column", "by", "immutable");
    private static final Set<String> SIZE_KEYS = Set.of("files", "bytes", "partitions");

    private final String file;

    private PlanReader(String file) {
        this.file = file;
    }

    /** @throws PipelineException with every problem that was found, if the file is no plan */
    public static Plan read(Path file) {
        try {
            return read(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new PipelineException(List.of(file + ": cannot be read: " + e));
        }
    }

    /**
     * @param file for messages
     * @throws PipelineException with every problem that was found, if the text is no plan
     */
    public static Plan read(String file, String text) {
        return new PlanReader(file).plan(Section.of(file, PipelineParser.compose(file, text), "a plan", KEYS));
    }

    private Plan plan(Section top) {
        List<String> problems = new ArrayList<>();
        List<PlannedTable> tables = new ArrayList<>();
        for (Node node : top.nodes("tables")) {
            try {
                tables.add(table(Section.of(file, node, "a table", TABLE_KEYS)));
            } catch (PipelineException e) {
                problems.addAll(e.problems());
            }
        }
        List<Plan.LeftOut> leftOut = new ArrayList<>();
        for (Node node : top.nodes("left_out")) {
            Section view = Section.of(file, node, "a view", Set.of("name", "reason"));
            leftOut.add(new Plan.LeftOut(
                    view.required("name").value(), view.required("reason").value()));
        }
        if (!problems.isEmpty()) {
            throw new PipelineException(problems);
        }
        try {
            return new Plan(
                    top.required("connection").value(),
                    top.optional("copy_to")
                            .map(text -> text.as(StorageFolder::new))
                            .orElse(null),
                    tables,
                    leftOut);
        } catch (IllegalArgumentException e) {
            throw top.problem(String.valueOf(e.getMessage()));
        }
    }

    private PlannedTable table(Section block) {
        try {
            return new PlannedTable(
                    block.required("source").as(SourceTableName::parse),
                    block.required("target").as(TableId::parse),
                    block.required("route").as(Route::ofWord),
                    block.required("format").as(HiveFormat::ofWord),
                    block.required("location").value(),
                    columns(block, "columns"),
                    columns(block, "hive_keys"),
                    names(block, "key"),
                    block.optional("watermark")
                            .map(text -> text.as(ColumnName::new))
                            .orElse(null),
                    names(block, "watermark_candidates"),
                    layout(block),
                    block.optional("zone")
                            .map(text -> text.as(PlanReader::zone))
                            .orElse(ZoneId.of("UTC")),
                    extent(block),
                    Map.of(),
                    List.of());
        } catch (IllegalArgumentException e) {
            throw block.problem(String.valueOf(e.getMessage()));
        }
    }

    private List<PlannedColumn> columns(Section block, String key) {
        List<PlannedColumn> columns = new ArrayList<>();
        for (Node node : block.nodes(key)) {
            Section column = Section.of(file, node, "a column", COLUMN_KEYS);
            String name = column.required("name").value();
            String type = column.required("hive").value();
            ColumnName target = column.has("to")
                    ? column.required("to").as(ColumnName::new)
                    : column.required("name").as(ColumnName::new);
            PlannedColumn planned = new PlannedColumn(
                    name, type, target, column.optional("drop").map(Text::flag).orElse(false));
            column.optional("type").ifPresent(text -> text.as(written -> checked(planned, written)));
            columns.add(planned);
        }
        return columns;
    }

    /** The target's type follows from Hive's, so that deltas fit; another one needs a view that casts. */
    private static String checked(PlannedColumn column, String written) {
        String follows = column.column().map(Column::sqlType).orElse("refused");
        if (!written.equalsIgnoreCase(follows)) {
            throw new IllegalArgumentException(column.type() + " becomes " + follows + ", not " + written
                    + ": for another type replicate a view that casts the column");
        }
        return written;
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no time zone such as UTC or Europe/Berlin", e);
        }
    }

    private static TargetLayout layout(Section block) {
        @Nullable
        Partitioning partitioning = block.optionalSection("partition", "a partition", PARTITION_KEYS)
                .map(partition -> new Partitioning(
                        partition.required("column").as(ColumnName::new),
                        partition.required("by").as(Partitioning.Granularity::ofWord),
                        partition.optional("immutable").map(Text::flag).orElse(false)))
                .orElse(null);
        return new TargetLayout(
                partitioning,
                names(block, "cluster"),
                block.optional("kms_key").map(text -> text.as(KmsKey::new)).orElse(null));
    }

    private static PlannedTable.Extent extent(Section block) {
        return block.optionalSection("size", "a size", SIZE_KEYS)
                .map(size -> new PlannedTable.Extent(
                        size.optional("files")
                                .map(text -> text.as(Long::valueOf))
                                .orElse(null),
                        size.optional("bytes")
                                .map(text -> text.as(Long::valueOf))
                                .orElse(null),
                        size.optional("partitions")
                                .map(text -> text.as(Integer::valueOf))
                                .orElse(0)))
                .orElse(new PlannedTable.Extent(null, null, 0));
    }

    private static List<ColumnName> names(Section block, String key) {
        return block.texts(key).stream().map(text -> text.as(ColumnName::new)).toList();
    }
}
