package dev.landfall.endtoend.validation;

import com.google.cloud.bigquery.StandardSQLTypeName;
import dev.landfall.replicator.format.RowColumn;
import dev.landfall.replicator.format.RowType;

/**
 * A column of a test table: as Hive declares it, as Parquet carries it, as BigQuery loads it.
 *
 * @param targetType what the target has, which a statement makes of what was loaded
 */
record TestColumn(
        String name, String hiveType, RowColumn carried, StandardSQLTypeName bigQueryType, String targetType) {
    static TestColumn of(String name, String hiveType, RowType type, StandardSQLTypeName bigQueryType) {
        return new TestColumn(name, hiveType, RowColumn.of(name, type), bigQueryType, bigQueryType.name());
    }

    static TestColumn decimal(String name, int precision, int scale) {
        StandardSQLTypeName type =
                precision - scale <= 29 && scale <= 9 ? StandardSQLTypeName.NUMERIC : StandardSQLTypeName.BIGNUMERIC;
        return new TestColumn(
                name,
                "decimal(" + precision + "," + scale + ")",
                RowColumn.decimal(name, precision, scale),
                type,
                type.name());
    }

    /** The same column where the target has it as another type. */
    TestColumn as(String type) {
        return new TestColumn(name, hiveType, carried, bigQueryType, type);
    }

    /** The target's column, from the loaded one. */
    String selected() {
        return targetType.equals(bigQueryType.name())
                ? "`" + name + "`"
                : "CAST(`" + name + "` AS " + targetType + ") AS `" + name + "`";
    }
}
