package dev.landfall.replicator.pipeline;

import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.CommitRule;
import dev.landfall.core.table.CsvOptions;
import dev.landfall.core.table.Deletes;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.FileRules;
import dev.landfall.core.table.KmsKey;
import dev.landfall.core.table.LoadMode;
import dev.landfall.core.table.MergeRules;
import dev.landfall.core.table.NullKeys;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.SchemaPolicy;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.table.TargetLayout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The part of a table's block that the functions obey: everything but the source. */
final class SpecBlock {
    static final Set<String> KEYS = Set.of(
            "target",
            "mode",
            "keys",
            "order",
            "deletes",
            "null_keys",
            "schema",
            "merge_budget",
            "priority",
            "partition",
            "cluster",
            "kms_key",
            "csv",
            "commit");
    private static final Set<String> PARTITION_KEYS = Set.of("column", "by", "immutable");
    private static final Set<String> CSV_KEYS = Set.of("header", "delimiter", "match");
    private static final Set<String> DELETES_KEYS = Set.of("column", "values", "keep", "compare", "every");

    private static final Duration DEFAULT_COMPARISON = Duration.ofDays(1);

    private SpecBlock() {}

    /** @param format of the files whose name does not tell */
    static TableSpec read(Section block, @Nullable FileFormat format) {
        return new TableSpec(
                block.required("target").as(TableId::parse),
                block.required("mode").as(LoadMode::ofWord),
                columns(block, "keys"),
                columns(block, "order"),
                merge(block),
                new TargetLayout(
                        partitioning(block),
                        columns(block, "cluster"),
                        block.optional("kms_key")
                                .map(text -> text.as(KmsKey::new))
                                .orElse(null)),
                new FileRules(
                        format,
                        csv(block),
                        block.optional("commit")
                                .map(text -> text.as(CommitRule::ofWord))
                                .orElse(CommitRule.FILE)));
    }

    private static MergeRules merge(Section block) {
        return new MergeRules(
                deletes(block),
                block.optional("null_keys")
                        .map(text -> text.as(NullKeys::ofWord))
                        .orElse(NullKeys.MATCH),
                block.optional("schema")
                        .map(text -> text.as(SchemaPolicy::ofWord))
                        .orElse(SchemaPolicy.EVOLVE),
                block.optional("merge_budget")
                        .map(text -> text.as(SpecBlock::bytes))
                        .orElse(null),
                block.optional("priority").map(SpecBlock::batchPriority).orElse(false));
    }

    private static @Nullable Deletes deletes(Section block) {
        return block.optionalSection("deletes", "deletes", DELETES_KEYS)
                .map(deletes -> deletes.has("compare")
                        ? compared(deletes)
                        : new Deletes(
                                deletes.required("column").as(ColumnName::new),
                                deletes.texts("values").stream()
                                        .map(Text::value)
                                        .collect(Collectors.toUnmodifiableSet()),
                                keep(deletes)))
                .orElse(null);
    }

    private static Deletes compared(Section deletes) {
        Text compare = deletes.required("compare");
        if (!compare.value().equals("keys")) {
            throw compare.problem("'compare' is keys, not '" + compare.value() + "'");
        }
        if (deletes.has("column") || deletes.has("values")) {
            throw compare.problem(
                    "deletes are told either by the source's 'column' and its 'values', or by 'compare: keys'");
        }
        return new Deletes(new ColumnName(KeyComparison.DELETED_COLUMN), Set.of("true"), keep(deletes));
    }

    private static Duration keep(Section deletes) {
        return deletes.optional("keep").map(Text::duration).orElse(Deletes.DEFAULT_KEEP);
    }

    static boolean comparesKeys(Section block) {
        return block.optionalSection("deletes", "deletes", DELETES_KEYS)
                .filter(deletes -> deletes.has("compare"))
                .isPresent();
    }

    /** How deleted rows are found, if the block asks for a comparison of keys. */
    static Optional<KeyComparison> keyComparison(Section block, SourceName watermark) {
        Optional<Section> asked =
                block.optionalSection("deletes", "deletes", DELETES_KEYS).filter(deletes -> deletes.has("compare"));
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        List<String> order = block.texts("order").stream().map(Text::value).toList();
        if (order.size() > 1 || (order.size() == 1 && !order.get(0).equalsIgnoreCase(watermark.value()))) {
            throw asked.get()
                    .problem("a deletion that was found by comparing keys has no version but its time: 'order' is the"
                            + " watermark column " + watermark + " alone, or left out, not " + order);
        }
        List<SourceName> keys = block.texts("keys").stream()
                .map(text -> text.as(SourceName::new))
                .toList();
        if (keys.stream().anyMatch(key -> key.value().equalsIgnoreCase(watermark.value()))) {
            throw asked.get().problem("keys that are compared do not change: " + watermark + " is the watermark");
        }
        return Optional.of(new KeyComparison(
                keys,
                !order.isEmpty(),
                asked.get().optional("every").map(Text::duration).orElse(DEFAULT_COMPARISON)));
    }

    /** {@code 500 MB}, {@code 20 GB}, {@code 1 TB}: powers of 1,000, or a plain number of bytes. */
    private static long bytes(String text) {
        String[] parts = text.strip().split("(?<=[0-9])\\s*(?=[A-Za-z])", 2);
        long factor = switch (parts.length == 1 ? "" : parts[1]) {
            case "" -> 1;
            case "MB" -> 1_000_000;
            case "GB" -> 1_000_000_000;
            case "TB" -> 1_000_000_000_000L;
            default -> throw new IllegalArgumentException("sizes are in MB, GB or TB, not '" + parts[1] + "'");
        };
        try {
            return Math.multiplyExact(Long.parseLong(parts[0]), factor);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is not a size such as 20 GB", e);
        }
    }

    private static boolean batchPriority(Text text) {
        return switch (text.value()) {
            case "batch" -> true;
            case "interactive" -> false;
            default -> throw text.problem("'priority' is interactive or batch, not '" + text.value() + "'");
        };
    }

    private static List<ColumnName> columns(Section block, String key) {
        return block.texts(key).stream().map(text -> text.as(ColumnName::new)).toList();
    }

    private static @Nullable Partitioning partitioning(Section block) {
        return block.optionalSection("partition", "a partition", PARTITION_KEYS)
                .map(partition -> new Partitioning(
                        partition.required("column").as(ColumnName::new),
                        partition.required("by").as(Partitioning.Granularity::ofWord),
                        partition.optional("immutable").map(Text::flag).orElse(false)))
                .orElse(null);
    }

    private static CsvOptions csv(Section block) {
        return block.optionalSection("csv", "csv", CSV_KEYS)
                .map(csv -> {
                    CsvOptions options = new CsvOptions(
                            csv.optional("header").map(Text::flag).orElse(CsvOptions.DEFAULT.header()),
                            csv.optional("delimiter").map(Text::value).orElse(CsvOptions.DEFAULT.delimiter()));
                    return csv.optional("match")
                            .map(text -> new CsvOptions(
                                    options.header(), options.delimiter(), text.as(CsvOptions.Match::ofWord)))
                            .orElse(options);
                })
                .orElse(CsvOptions.DEFAULT);
    }
}
