package dev.landfall.endtoend.tpch;

import dev.landfall.endtoend.tpch.comparison.ComparedColumn;
import dev.landfall.endtoend.tpch.comparison.ComparedType;

/** A column of a TPC-H table as Hive declares it. */
record HiveColumn(String name, Type type) {

    /** The Hive types that the demo's tables use. */
    enum Type {
        INT("INT", ComparedType.INTEGER),
        BIGINT("BIGINT", ComparedType.INTEGER),
        MONEY("DECIMAL(15,2)", ComparedType.MONEY),
        STRING("STRING", ComparedType.TEXT),
        DATE("DATE", ComparedType.DATE),
        TIMESTAMP("TIMESTAMP", ComparedType.TIMESTAMP);

        private final String sql;
        private final ComparedType compared;

        Type(String sql, ComparedType compared) {
            this.sql = sql;
            this.compared = compared;
        }
    }

    String declaration() {
        return name + " " + type.sql;
    }

    /** An expression, as a value of this column. */
    String cast(String expression) {
        return "CAST(" + expression + " AS " + type.sql + ")";
    }

    ComparedColumn compared() {
        return new ComparedColumn(name, type.compared);
    }
}
