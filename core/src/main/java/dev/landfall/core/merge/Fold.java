package dev.landfall.core.merge;

import dev.landfall.core.sql.AppendStatement;
import dev.landfall.core.sql.MergeStatement;
import dev.landfall.core.sql.NullKeysQuery;
import dev.landfall.core.sql.Query;
import dev.landfall.core.sql.RememberDeletesStatement;
import dev.landfall.core.sql.Script;
import dev.landfall.core.sql.StagedDeletes;
import dev.landfall.core.sql.StagedRows;
import dev.landfall.core.sql.Statement;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.Deletes;
import dev.landfall.core.table.NullKeys;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Staged rows and the target that takes them. What it becomes as a statement may need a look at the rows: which
 * partitions they touch, which snapshot is the newest. No other merge of the table runs meanwhile, since the next one
 * begins when this one's job has ended.
 *
 * @param columns of the target, without the sequence
 * @param sources the batches that fit
 * @param tombstones the target's side table
 * @param withSequence true if the target has the sequence column
 * @param snapshot the greatest sequence of the files and of all merged before; null if it does not matter
 */
public record Fold(
        TableSpec spec,
        List<Column> columns,
        List<StagedRows> sources,
        TableId tombstones,
        boolean withSequence,
        @Nullable Long snapshot) {
    /** Answers a query by its rows, each value as text. */
    public interface Lookup extends Function<Query, List<List<@Nullable String>>> {}

    public Fold {
        columns = List.copyOf(columns);
        sources = List.copyOf(sources);
    }

    /** The one statement or transaction that changes rows. The target must be in shape. */
    public Statement statement(Lookup lookup) {
        return switch (spec.mode()) {
            case APPEND -> new AppendStatement(spec.target(), sources, columns, withSequence);
            case MERGE -> merge(lookup);
            case REPLACE -> new Snapshots(this, lookup).replace(Objects.requireNonNull(snapshot));
            case REPLACE_PARTITIONS -> new Snapshots(this, lookup).replacePartitions();
        };
    }

    /** How many rows the merge leaves out for NULL in a key. */
    public long rejected(Lookup lookup) {
        if (spec.merge().nullKeys() == NullKeys.MATCH || spec.keys().isEmpty()) {
            return 0;
        }
        return number(lookup.apply(new NullKeysQuery(sources, named(spec.keys())))
                .get(0)
                .get(0));
    }

    private Statement merge(Lookup lookup) {
        MergeStatement plain = new MergeStatement(spec.target(), sources, spec.keys(), spec.order(), columns)
                .withNullKeys(spec.merge().nullKeys());
        MergeStatement merge =
                new TouchedPartitions(this, lookup).find().map(plain::within).orElse(plain);
        Deletes rule = spec.merge().deletes();
        if (rule == null) {
            return merge;
        }
        StagedDeletes deletes = new StagedDeletes(rule, tombstones);
        return new Script(
                List.of(
                        new RememberDeletesStatement(deletes, sources, named(spec.versionColumns())),
                        merge.withDeletes(deletes)),
                true);
    }

    /** Columns of the target by their names. */
    List<Column> named(List<ColumnName> names) {
        return names.stream()
                .flatMap(name -> columns.stream().filter(column -> column.name().equals(name)))
                .toList();
    }

    static long number(@Nullable String value) {
        return Long.parseLong(Objects.requireNonNull(value));
    }
}
