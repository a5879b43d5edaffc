package dev.landfall.migration.validation.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * An aggregate of one column that helps a person to see what is wrong: a digest only says that something is.
 *
 * @param column its index
 * @param sql the aggregate of the aliases that {@link ValidationQueries} gives
 */
public record ColumnFact(int column, Kind kind, String sql) {
    /** What is aggregated. */
    public enum Kind {
        VALUES("values"),
        SUM("sum"),
        CHARACTERS("characters"),
        LEAST("least"),
        GREATEST("greatest");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** The facts of all columns, in the same order on both sides. */
    static List<ColumnFact> of(SideTable table) {
        List<ColumnFact> facts = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            SideColumn column = table.columns().get(i);
            String value = ValidationQueries.value(i);
            facts.add(new ColumnFact(i, Kind.VALUES, "COUNT(" + value + ")"));
            switch (column.type()) {
                case INTEGER, DECIMAL -> {
                    if (column.summed()) {
                        facts.add(new ColumnFact(
                                i, Kind.SUM, "SUM(" + table.dialect().exact(value) + ")"));
                    }
                }
                case TEXT ->
                    facts.add(new ColumnFact(
                            i, Kind.CHARACTERS, "SUM(" + table.dialect().length(value) + ")"));
                case DATE, TIMESTAMP -> {
                    facts.add(new ColumnFact(i, Kind.LEAST, "MIN(" + value + ")"));
                    facts.add(new ColumnFact(i, Kind.GREATEST, "MAX(" + value + ")"));
                }
                case BOOLEAN, FLOAT, PADDED_TEXT, BYTES -> {}
            }
        }
        return List.copyOf(facts);
    }

    /** True for columns whose aliases hold the canonical text and not the value. */
    static boolean ofText(SideColumn column) {
        return switch (column.type()) {
            case DATE, TIMESTAMP -> true;
            case BOOLEAN, INTEGER, DECIMAL, FLOAT, TEXT, PADDED_TEXT, BYTES -> false;
        };
    }
}
