package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.Type;
import com.google.zetasql.ZetaSQLType.TypeKind;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.sql.analyzer.GoogleTypes;

/** The DuckDB types of GoogleSQL types: those of table columns, so that values move without a cast. */
final class DuckTypes {
    private DuckTypes() {}

    static String of(Type type) {
        return DuckDbNames.type(GoogleTypes.field("x", type));
    }

    static String cast(String expression, Type type) {
        return "CAST(" + expression + " AS " + of(type) + ")";
    }

    static boolean is(Type type, TypeKind kind) {
        return type.getKind() == kind;
    }
}
