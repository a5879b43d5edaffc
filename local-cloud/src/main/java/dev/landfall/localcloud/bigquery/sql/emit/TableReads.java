package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAggregateScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedArrayScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnRef;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedComputedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedFilterScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedJoinScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedOrderByScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedProjectScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSetOperationItem;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSetOperationScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSubqueryExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedTableScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedUpdateItem;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedWithEntry;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedWithRefScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedWithScan;
import com.google.zetasql.resolvedast.ResolvedNodes.Visitor;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.sql.TableRead;
import dev.landfall.localcloud.bigquery.sql.analyzer.AnalyzedStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which columns and partitions a statement's scans read. Predicates are followed down to the scans that they restrict,
 * through everything that neither limits nor ranks rows before.
 */
final class TableReads {
    private final AnalyzedStatement analyzed;
    private final List<TableRead> reads = new ArrayList<>();
    /** Columns that are another one under a new name. */
    private final Map<Long, Long> renamed = new HashMap<>();

    private final Set<Long> referenced = new HashSet<>();
    private final Map<String, ResolvedScan> named = new HashMap<>();

    private TableReads(AnalyzedStatement analyzed) {
        this.analyzed = analyzed;
    }

    /** Begins with the subqueries in the statement's expressions. */
    static TableReads ofSubqueries(AnalyzedStatement analyzed) {
        TableReads reads = new TableReads(analyzed);
        List<ResolvedScan> subqueries = new ArrayList<>();
        analyzed.statement().accept(new Visitor() {
            @Override
            public void visit(ResolvedSubqueryExpr subquery) {
                subqueries.add(subquery.getSubquery());
                defaultVisit(subquery);
            }

            @Override
            public void visit(ResolvedColumnRef reference) {
                reads.referenced.add(reference.getColumn().getId());
            }

            @Override
            public void visit(ResolvedUpdateItem item) {
                if (item.getSetValue() != null) {
                    item.getSetValue().accept(this); // what is assigned to is not read
                }
            }

            @Override
            public void visit(ResolvedWithEntry entry) {
                reads.named.put(entry.getWithQueryName(), entry.getWithSubquery());
                defaultVisit(entry);
            }
        });
        subqueries.forEach(subquery -> reads.scan(subquery, List.of()));
        return reads;
    }

    /** One entry per table that is read, and one per table that is rewritten. */
    List<TableRead> list() {
        Map<TableName, TableRead> merged = new LinkedHashMap<>();
        List<TableRead> list = new ArrayList<>();
        for (TableRead read : reads) {
            if (read.rewrites()) {
                list.add(read);
            } else {
                merged.merge(read.table(), read, TableReads::both);
            }
        }
        list.addAll(0, merged.values());
        return list;
    }

    private static TableRead both(TableRead one, TableRead other) {
        Set<String> columns = new LinkedHashSet<>(one.columns());
        columns.addAll(other.columns());
        Optional<String> partitions =
                one.partitions().isPresent() && other.partitions().isPresent()
                        ? Optional.of("(" + one.partitions().get() + " OR "
                                + other.partitions().get() + ")")
                        : Optional.empty();
        return new TableRead(one.table(), columns, false, partitions);
    }

    /** Parts of an AND. */
    static List<ResolvedExpr> conjuncts(ResolvedExpr condition) {
        if (condition instanceof ResolvedFunctionCall call
                && call.getFunction().getName().toLowerCase(Locale.ROOT).equals("$and")) {
            List<ResolvedExpr> parts = new ArrayList<>();
            call.getArgumentList().forEach(part -> parts.addAll(conjuncts(part)));
            return parts;
        }
        return List.of(condition);
    }

    /** A scan of whose rows only those count for which all the predicates are true. */
    void scan(ResolvedScan scan, List<ResolvedExpr> predicates) {
        if (scan instanceof ResolvedTableScan table) {
            table(table, predicatesOf(table).all(predicates), column -> true, false);
        } else if (scan instanceof ResolvedFilterScan filter) {
            List<ResolvedExpr> more = new ArrayList<>(predicates);
            more.addAll(conjuncts(filter.getFilterExpr()));
            scan(filter.getInputScan(), more);
        } else if (scan instanceof ResolvedProjectScan project) {
            project.getExprList().forEach(this::rename);
            scan(project.getInputScan(), predicates);
        } else if (scan instanceof ResolvedAggregateScan aggregate) {
            aggregate.getGroupByList().forEach(this::rename);
            scan(aggregate.getInputScan(), predicates);
        } else if (scan instanceof ResolvedOrderByScan order) {
            scan(order.getInputScan(), predicates);
        } else if (scan instanceof ResolvedArrayScan array) {
            if (array.getInputScan() != null) {
                scan(array.getInputScan(), predicates);
            }
        } else if (scan instanceof ResolvedJoinScan join) {
            join(join, predicates);
        } else if (scan instanceof ResolvedSetOperationScan operation) {
            operation.getInputItemList().forEach(item -> item(operation, item, predicates));
        } else if (scan instanceof ResolvedWithScan with) {
            scan(with.getQuery(), predicates);
        } else if (scan instanceof ResolvedWithRefScan reference) {
            reference(reference, predicates);
        } else {
            unrestricted(scan);
        }
    }

    private void join(ResolvedJoinScan join, List<ResolvedExpr> predicates) {
        List<ResolvedExpr> more = new ArrayList<>(predicates);
        if (join.getJoinExpr() != null) {
            more.addAll(conjuncts(join.getJoinExpr()));
        }
        switch (join.getJoinType()) {
            case INNER -> {
                scan(join.getLeftScan(), more);
                scan(join.getRightScan(), more);
            }
            case LEFT -> {
                scan(join.getLeftScan(), predicates);
                scan(join.getRightScan(), more);
            }
            case RIGHT -> {
                scan(join.getLeftScan(), more);
                scan(join.getRightScan(), predicates);
            }
            case FULL -> {
                scan(join.getLeftScan(), predicates);
                scan(join.getRightScan(), predicates);
            }
        }
    }

    private void item(
            ResolvedSetOperationScan operation, ResolvedSetOperationItem item, List<ResolvedExpr> predicates) {
        for (int i = 0; i < operation.getColumnList().size(); i++) {
            renamed.put(
                    operation.getColumnList().get(i).getId(),
                    item.getOutputColumnList().get(i).getId());
        }
        scan(item.getScan(), predicates);
    }

    private void reference(ResolvedWithRefScan reference, List<ResolvedExpr> predicates) {
        ResolvedScan query = named.get(reference.getWithQueryName());
        if (query != null) {
            for (int i = 0; i < reference.getColumnList().size(); i++) {
                renamed.put(
                        reference.getColumnList().get(i).getId(),
                        query.getColumnList().get(i).getId());
            }
            scan(query, predicates);
        }
    }

    /** LIMIT, window functions and the like: what is asked of their result says nothing about their input. */
    private void unrestricted(ResolvedScan scan) {
        scan.accept(new Visitor() {
            @Override
            protected void defaultVisit(com.google.zetasql.resolvedast.ResolvedNode node) {
                if (node != scan && node instanceof ResolvedScan input) {
                    scan(input, List.of());
                } else if (!(node instanceof ResolvedExpr)) {
                    super.defaultVisit(node);
                }
            }
        });
    }

    private void rename(ResolvedComputedColumn computed) {
        if (computed.getExpr() instanceof ResolvedColumnRef reference) {
            renamed.put(computed.getColumn().getId(), reference.getColumn().getId());
        }
    }

    /** The target of DML: what expressions read of it, and all of it if it is rewritten. */
    void target(ResolvedTableScan scan, Optional<String> partitions, boolean rewrites) {
        table(scan, partitions, column -> referenced.contains(column.getId()), false);
        if (rewrites) {
            table(scan, partitions, column -> true, true);
        }
    }

    private void table(
            ResolvedTableScan scan, Optional<String> partitions, Predicate<ResolvedColumn> counted, boolean rewrites) {
        Set<String> columns = new LinkedHashSet<>();
        scan.getColumnList().stream().filter(counted).forEach(column -> columns.add(column.getName()));
        reads.add(new TableRead(Tables.name(scan), columns, rewrites, partitions));
    }

    /** What predicates say about the partitions of a scan's table. */
    PartitionPredicates predicatesOf(ResolvedTableScan scan) {
        Optional<Long> partitioning = analyzed.catalog()
                .partitionColumn(Tables.name(scan))
                .flatMap(name -> scan.getColumnList().stream()
                        .filter(column -> column.getName().equalsIgnoreCase(name))
                        .findFirst())
                .map(ResolvedColumn::getId);
        return new PartitionPredicates(
                analyzed, column -> partitioning.isPresent() && original(column.getId()) == partitioning.get());
    }

    private long original(long column) {
        long id = column;
        while (renamed.containsKey(id)) {
            id = renamed.get(id);
        }
        return id;
    }
}
