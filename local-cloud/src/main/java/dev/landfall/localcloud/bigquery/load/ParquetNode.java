package dev.landfall.localcloud.bigquery.load;

import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An element of a Parquet file's schema. Types by their names in the format's specification; empty if there is none. */
record ParquetNode(
        String name,
        String physicalType,
        String convertedType,
        String logicalType,
        String repetition,
        int precision,
        int scale,
        List<ParquetNode> children) {

    /** The columns of a file. */
    static List<ParquetNode> read(Session session, SourceFile file) {
        return session.query(
                "SELECT name, type, converted_type, logical_type, repetition_type, precision, scale, num_children"
                        + " FROM parquet_schema("
                        + DuckDbNames.text(file.content().toString()) + ")",
                rows -> {
                    rows.next();
                    return next(rows).children();
                });
    }

    boolean isRepeated() {
        return repetition.equals("REPEATED");
    }

    boolean isRequired() {
        return repetition.equals("REQUIRED");
    }

    boolean isList() {
        return convertedType.equals("LIST") || logicalType.startsWith("List");
    }

    boolean isMap() {
        return convertedType.startsWith("MAP") || logicalType.startsWith("Map");
    }

    ParquetNode onlyChild() {
        return children.get(0);
    }

    private static ParquetNode next(ResultSet rows) throws SQLException {
        String name = rows.getString(1);
        String type = text(rows.getString(2));
        String converted = text(rows.getString(3));
        String logical = text(rows.getString(4));
        String repetition = text(rows.getString(5));
        int precision = rows.getInt(6);
        int scale = rows.getInt(7);
        int count = rows.getInt(8);
        List<ParquetNode> children = new ArrayList<>();
        for (int i = 0; i < count && rows.next(); i++) {
            children.add(next(rows));
        }
        return new ParquetNode(name, type, converted, logical, repetition, precision, scale, List.copyOf(children));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
