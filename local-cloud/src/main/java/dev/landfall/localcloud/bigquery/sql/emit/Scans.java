package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAggregateScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAnalyticScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedArrayScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedComputedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedFilterScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedJoinScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedLimitOffsetScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedOrderByScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedProjectScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSetOperationItem;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSetOperationScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSingleRowScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedTableScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedWithEntry;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedWithRefScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedWithScan;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Relations: each scan becomes a SELECT whose columns are called {@code c<id>}. */
final class Scans {
    private final Columns columns;
    private final Expressions expressions;
    private final Aggregates aggregates;
    private final Windows windows;
    private final JoinConditions joinConditions;

    Scans(Columns columns, Expressions expressions) {
        this.columns = columns;
        this.expressions = expressions;
        this.aggregates = new Aggregates(expressions);
        this.windows = new Windows(expressions, aggregates);
        this.joinConditions = new JoinConditions(expressions);
    }

    String emit(ResolvedScan scan) {
        if (scan instanceof ResolvedTableScan table) {
            return table(table);
        }
        if (scan instanceof ResolvedProjectScan project) {
            Map<Long, String> computed = new HashMap<>();
            for (ResolvedComputedColumn column : project.getExprList()) {
                computed.put(column.getColumn().getId(), expressions.emit(column.getExpr()));
            }
            return "SELECT " + columns.computing(project, computed) + " FROM " + derived(project.getInputScan());
        }
        if (scan instanceof ResolvedFilterScan filter) {
            return "SELECT " + columns.passing(filter) + " FROM " + derived(filter.getInputScan()) + " WHERE "
                    + expressions.emit(filter.getFilterExpr());
        }
        if (scan instanceof ResolvedJoinScan join) {
            return join(join);
        }
        if (scan instanceof ResolvedAggregateScan aggregate) {
            return aggregate(aggregate);
        }
        if (scan instanceof ResolvedAnalyticScan analytic) {
            return "SELECT " + columns.computing(analytic, windows.compute(analytic)) + " FROM "
                    + derived(analytic.getInputScan());
        }
        if (scan instanceof ResolvedOrderByScan order) {
            return "SELECT " + columns.passing(order) + " FROM " + derived(order.getInputScan()) + " ORDER BY "
                    + Ordering.emit(order.getOrderByItemList(), expressions);
        }
        if (scan instanceof ResolvedLimitOffsetScan limit) {
            return limit(limit);
        }
        return emitRarer(scan);
    }

    private String emitRarer(ResolvedScan scan) {
        if (scan instanceof ResolvedSingleRowScan) {
            return "SELECT 1 AS nothing";
        }
        if (scan instanceof ResolvedArrayScan array) {
            return array(array);
        }
        if (scan instanceof ResolvedSetOperationScan operation) {
            return setOperation(operation);
        }
        if (scan instanceof ResolvedWithScan with) {
            return with(with);
        }
        if (scan instanceof ResolvedWithRefScan reference) {
            return "SELECT " + renaming(reference.getColumnList()) + " FROM "
                    + DuckDbNames.quote(reference.getWithQueryName());
        }
        throw SqlException.notImplemented(Nodes.describe(scan));
    }

    /** The scan as an item of a FROM clause. */
    String derived(ResolvedScan scan) {
        return "(" + emit(scan) + ") " + columns.alias();
    }

    private String table(ResolvedTableScan scan) {
        if (scan.getForSystemTimeExpr() != null) {
            throw SqlException.notImplemented("FOR SYSTEM_TIME AS OF");
        }
        List<String> selected = new ArrayList<>();
        for (ResolvedColumn column : scan.getColumnList()) {
            selected.add(DuckDbNames.quote(column.getName()) + " AS " + Columns.name(column));
        }
        return "SELECT " + (selected.isEmpty() ? "1 AS nothing" : String.join(", ", selected)) + " FROM "
                + Tables.of(scan);
    }

    private String join(ResolvedJoinScan scan) {
        if (scan.getIsLateral()) {
            throw SqlException.notImplemented("LATERAL joins");
        }
        String operator = switch (scan.getJoinType()) {
            case INNER -> " JOIN ";
            case LEFT -> " LEFT JOIN ";
            case RIGHT -> " RIGHT JOIN ";
            case FULL -> " FULL JOIN ";
        };
        String condition = scan.getJoinExpr() == null ? "TRUE" : joinConditions.emit(scan.getJoinExpr());
        return "SELECT " + columns.passing(scan) + " FROM " + derived(scan.getLeftScan()) + operator
                + derived(scan.getRightScan()) + " ON " + condition;
    }

    private String aggregate(ResolvedAggregateScan scan) {
        if (!scan.getGroupingSetList().isEmpty() || !scan.getGroupingCallList().isEmpty()) {
            throw SqlException.notImplemented("ROLLUP, CUBE and GROUPING SETS");
        }
        Map<Long, String> computed = new HashMap<>();
        List<String> keys = new ArrayList<>();
        for (ResolvedComputedColumn key : scan.getGroupByList()) {
            String text = expressions.emit(key.getExpr());
            computed.put(key.getColumn().getId(), text);
            keys.add(text);
        }
        computed.putAll(aggregates.compute(scan.getAggregateList()));
        return "SELECT " + columns.computing(scan, computed) + " FROM " + derived(scan.getInputScan())
                + (keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keys));
    }

    private String limit(ResolvedLimitOffsetScan scan) {
        String text = "SELECT " + columns.passing(scan) + " FROM " + derived(scan.getInputScan());
        if (scan.getLimit() != null) {
            text += " LIMIT " + expressions.emit(scan.getLimit());
        }
        if (scan.getOffset() != null) {
            text += " OFFSET " + expressions.emit(scan.getOffset());
        }
        return text;
    }

    private String array(ResolvedArrayScan scan) {
        if (scan.getArrayExprList().size() != 1) {
            throw SqlException.notImplemented("UNNEST of several arrays");
        }
        String elements =
                "SELECT item.e AS " + Columns.name(scan.getElementColumnList().get(0));
        if (scan.getArrayOffsetColumn() != null) {
            elements += ", item.o - 1 AS "
                    + Columns.name(scan.getArrayOffsetColumn().getColumn());
        }
        elements +=
                " FROM unnest(" + expressions.emit(scan.getArrayExprList().get(0)) + ") WITH ORDINALITY AS item(e, o)";
        if (scan.getInputScan() == null) {
            return "SELECT " + columns.passing(scan) + " FROM (" + elements + ") " + columns.alias();
        }
        String condition = scan.getJoinExpr() == null ? "TRUE" : expressions.emit(scan.getJoinExpr());
        return "SELECT " + columns.passing(scan) + " FROM " + derived(scan.getInputScan())
                + (scan.getIsOuter() ? " LEFT" : "") + " JOIN LATERAL (" + elements + ") " + columns.alias() + " ON "
                + condition;
    }

    private String setOperation(ResolvedSetOperationScan scan) {
        String operator = switch (scan.getOpType()) {
            case UNION_ALL -> " UNION ALL ";
            case UNION_DISTINCT -> " UNION ";
            case INTERSECT_DISTINCT -> " INTERSECT ";
            case EXCEPT_DISTINCT -> " EXCEPT ";
            default -> throw SqlException.notImplemented(scan.getOpType().name().replace('_', ' '));
        };
        List<String> inputs = new ArrayList<>();
        for (ResolvedSetOperationItem item : scan.getInputItemList()) {
            List<String> renamed = new ArrayList<>();
            for (int i = 0; i < scan.getColumnList().size(); i++) {
                renamed.add(Columns.name(item.getOutputColumnList().get(i)) + " AS "
                        + Columns.name(scan.getColumnList().get(i)));
            }
            inputs.add("(SELECT " + (renamed.isEmpty() ? "1 AS nothing" : String.join(", ", renamed)) + " FROM "
                    + derived(item.getScan()) + ")");
        }
        return String.join(operator, inputs);
    }

    private String with(ResolvedWithScan scan) {
        if (scan.getRecursive()) {
            throw SqlException.notImplemented("WITH RECURSIVE");
        }
        List<String> entries = new ArrayList<>();
        for (ResolvedWithEntry entry : scan.getWithEntryList()) {
            ResolvedScan query = entry.getWithSubquery();
            List<String> numbered = new ArrayList<>();
            for (ResolvedColumn column : query.getColumnList()) {
                numbered.add(Columns.name(column) + " AS w" + numbered.size());
            }
            entries.add(DuckDbNames.quote(entry.getWithQueryName()) + " AS (SELECT "
                    + (numbered.isEmpty() ? "1 AS nothing" : String.join(", ", numbered)) + " FROM " + derived(query)
                    + ")");
        }
        return "WITH " + String.join(", ", entries) + " " + emit(scan.getQuery());
    }

    private static String renaming(List<ResolvedColumn> list) {
        if (list.isEmpty()) {
            return "1 AS nothing";
        }
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            positions.add(i);
        }
        return positions.stream()
                .map(i -> "w" + i + " AS " + Columns.name(list.get(i)))
                .collect(Collectors.joining(", "));
    }
}
