package dev.landfall.endtoend.validation;

import com.google.cloud.bigquery.StandardSQLTypeName;
import dev.landfall.replicator.format.RowColumn;
import dev.landfall.replicator.format.RowType;

/** A column of a test table: as Hive declares it, as Parquet carries it, as BigQuery has it. */
record TestColumn(String name, String hiveType, RowColumn carried, StandardSQLTypeName bigQueryType) {
    static TestColumn of(String name, String hiveType, RowType type, StandardSQLTypeName bigQueryType) {
        return new TestColumn(name, hiveType, RowColumn.of(name, type), bigQueryType);
    }

    static TestColumn decimal(String name, int precision, int scale) {
        return new TestColumn(
                name,
                "decimal(" + precision + "," + scale + ")",
                RowColumn.decimal(name, precision, scale),
                precision - scale <= 29 && scale <= 9 ? StandardSQLTypeName.NUMERIC : StandardSQLTypeName.BIGNUMERIC);
    }
}
