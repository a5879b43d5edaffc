package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAnalyticFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAnalyticFunctionGroup;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAnalyticScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedComputedColumnBase;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedWindowFrame;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedWindowFrameExpr;
import com.google.zetasql.resolvedast.ResolvedNonScalarFunctionCallBaseEnums.NullHandlingModifier;
import com.google.zetasql.resolvedast.ResolvedWindowFrameEnums.FrameUnit;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Window functions. */
final class Windows {
    private static final Set<String> NUMBERING =
            Set.of("row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile");
    private static final Set<String> NAVIGATION = Set.of("first_value", "last_value", "nth_value", "lag", "lead");

    private final Expressions expressions;
    private final Aggregates aggregates;

    Windows(Expressions expressions, Aggregates aggregates) {
        this.expressions = expressions;
        this.aggregates = aggregates;
    }

    Map<Long, String> compute(ResolvedAnalyticScan scan) {
        Map<Long, String> computed = new HashMap<>();
        for (ResolvedAnalyticFunctionGroup group : scan.getFunctionGroupList()) {
            for (ResolvedComputedColumnBase column : group.getAnalyticFunctionList()) {
                if (!(column.getExpr() instanceof ResolvedAnalyticFunctionCall call)) {
                    throw SqlException.notImplemented(Nodes.describe(column.getExpr()));
                }
                computed.put(column.getColumn().getId(), emit(group, call));
            }
        }
        return computed;
    }

    private String emit(ResolvedAnalyticFunctionGroup group, ResolvedAnalyticFunctionCall call) {
        List<String> clauses = new ArrayList<>();
        if (group.getPartitionBy() != null) {
            clauses.add("PARTITION BY "
                    + String.join(
                            ", ", expressions.emitAll(group.getPartitionBy().getPartitionByList())));
        }
        boolean ordered = group.getOrderBy() != null;
        if (ordered) {
            clauses.add("ORDER BY " + Ordering.emit(group.getOrderBy().getOrderByItemList(), expressions));
        }
        String frame = frame(call.getWindowFrame(), ordered);
        if (!frame.isEmpty()) {
            clauses.add(frame);
        }
        String over = " OVER (" + String.join(" ", clauses) + ")";
        FunctionCall arguments = FunctionCall.of(call, expressions.emitAll(call.getArgumentList()));
        if (NUMBERING.contains(arguments.name())) {
            return arguments.to(arguments.name()) + over;
        }
        if (NAVIGATION.contains(arguments.name())) {
            boolean ignore = call.getNullHandlingModifier() == NullHandlingModifier.IGNORE_NULLS;
            return arguments.name() + "(" + String.join(", ", arguments.arguments()) + (ignore ? " IGNORE NULLS" : "")
                    + ")" + over;
        }
        return aggregates.emit(call, "", "", over);
    }

    /** Without an order a RANGE frame is the whole partition, which is also DuckDB's default. */
    private String frame(@Nullable ResolvedWindowFrame frame, boolean ordered) {
        if (frame == null || (!ordered && frame.getFrameUnit() == FrameUnit.RANGE)) {
            return "";
        }
        return frame.getFrameUnit() + " BETWEEN " + bound(frame.getStartExpr()) + " AND " + bound(frame.getEndExpr());
    }

    private String bound(ResolvedWindowFrameExpr bound) {
        return switch (bound.getBoundaryType()) {
            case UNBOUNDED_PRECEDING -> "UNBOUNDED PRECEDING";
            case UNBOUNDED_FOLLOWING -> "UNBOUNDED FOLLOWING";
            case CURRENT_ROW -> "CURRENT ROW";
            case OFFSET_PRECEDING -> expressions.emit(bound.getExpression()) + " PRECEDING";
            case OFFSET_FOLLOWING -> expressions.emit(bound.getExpression()) + " FOLLOWING";
        };
    }
}
