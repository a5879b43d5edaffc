package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.Type;
import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnRef;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedDMLDefault;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedDMLValue;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedGetStructField;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedInsertRow;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedTableScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedUpdateItem;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import dev.landfall.localcloud.bigquery.sql.analyzer.GoogleTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What DML statements write: rows to insert, columns and fields to set. */
final class Assignments {
    private final Expressions expressions;

    Assignments(Expressions expressions) {
        this.expressions = expressions;
    }

    /** The columns of the target table are read under their own names, behind the alias {@code target}. */
    static void bindTarget(ResolvedTableScan scan, Columns columns) {
        for (ResolvedColumn column : scan.getColumnList()) {
            columns.bind(column, "target." + DuckDbNames.quote(column.getName()));
        }
    }

    static String names(List<ResolvedColumn> list) {
        return list.stream().map(column -> DuckDbNames.quote(column.getName())).collect(Collectors.joining(", "));
    }

    String row(ResolvedInsertRow row, List<ResolvedColumn> into) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < into.size(); i++) {
            values.add(value(row.getValueList().get(i), into.get(i).getType()));
        }
        return String.join(", ", values);
    }

    private String value(ResolvedDMLValue value, Type type) {
        if (value.getValue() instanceof ResolvedDMLDefault) {
            return type.isArray() ? DuckTypes.cast("[]", type) : Literals.nothing(type);
        }
        return Queries.written(expressions.emit(value.getValue()), type);
    }

    /** The SET list. Several fields of one struct become one assignment of the struct. */
    String set(List<ResolvedUpdateItem> items) {
        Map<String, String> assigned = new LinkedHashMap<>();
        for (ResolvedUpdateItem item : items) {
            if (item.getSetValue() == null) {
                throw SqlException.notImplemented("nested DML and updates of array elements");
            }
            ResolvedExpr target = item.getTarget();
            assign(target, value(item.getSetValue(), target.getType()), assigned);
        }
        return assigned.entrySet().stream()
                .map(entry -> DuckDbNames.quote(entry.getKey()) + " = " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private void assign(ResolvedExpr target, String value, Map<String, String> assigned) {
        ResolvedExpr place = target;
        String text = value;
        while (place instanceof ResolvedGetStructField field) {
            ResolvedExpr struct = field.getExpr();
            String name = GoogleTypes.fieldNames(struct.getType().asStruct()).get((int) field.getFieldIdx());
            String before = present(struct, assigned);
            text = "struct_update(" + before + ", " + DuckDbNames.quote(name) + " := " + text + ")";
            place = struct;
        }
        if (!(place instanceof ResolvedColumnRef column)) {
            throw SqlException.notImplemented("UPDATE of " + Nodes.describe(place));
        }
        assigned.put(column.getColumn().getName(), text);
    }

    /** What a struct holds before this item, which may be what an earlier item gave it. */
    private String present(ResolvedExpr struct, Map<String, String> assigned) {
        if (struct instanceof ResolvedGetStructField field) {
            String name =
                    GoogleTypes.fieldNames(field.getExpr().getType().asStruct()).get((int) field.getFieldIdx());
            return "(" + present(field.getExpr(), assigned) + ")." + DuckDbNames.quote(name);
        }
        String text = expressions.emit(struct);
        return struct instanceof ResolvedColumnRef column
                ? assigned.getOrDefault(column.getColumn().getName(), text)
                : text;
    }
}
