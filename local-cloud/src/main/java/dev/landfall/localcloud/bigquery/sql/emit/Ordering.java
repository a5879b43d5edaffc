package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.ZetaSQLType.TypeKind;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedOrderByItem;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import java.util.ArrayList;
import java.util.List;

/** ORDER BY: NULL is the smallest value, and NaN the next, unless the statement says otherwise. */
final class Ordering {
    private Ordering() {}

    static String emit(List<ResolvedOrderByItem> items, Expressions expressions) {
        List<String> keys = new ArrayList<>();
        for (ResolvedOrderByItem item : items) {
            String text = expressions.emit(item.getColumnRef());
            TypeKind kind = item.getColumnRef().getType().getKind();
            if (kind == TypeKind.TYPE_BIGNUMERIC) {
                throw SqlException.notImplemented("ORDER BY a BIGNUMERIC");
            }
            String direction = (item.getIsDescending() ? " DESC" : " ASC") + nulls(item);
            if (kind == TypeKind.TYPE_DOUBLE) {
                keys.add("(NOT isnan(" + text + "))" + direction);
            }
            keys.add(text + direction);
        }
        return String.join(", ", keys);
    }

    private static String nulls(ResolvedOrderByItem item) {
        return switch (item.getNullOrder()) {
            case NULLS_FIRST -> " NULLS FIRST";
            case NULLS_LAST -> " NULLS LAST";
            default -> item.getIsDescending() ? " NULLS LAST" : " NULLS FIRST";
        };
    }
}
