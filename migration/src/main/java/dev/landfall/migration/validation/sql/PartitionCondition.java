package dev.landfall.migration.validation.sql;

import dev.landfall.migration.validation.canonical.CanonicalText;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Which partition a row is in, and the condition that it is in one of several: one that engines prune by. */
final class PartitionCondition {
    private final SideTable table;

    PartitionCondition(SideTable table) {
        this.table = table;
    }

    /** An expression: the label of a row's partition. */
    String label() {
        Grouping grouping = table.grouping();
        if (grouping == null) {
            return "'" + ValidationQueries.ALL + "'";
        }
        String text = text(grouping);
        int characters = grouping.width().characters();
        return "COALESCE(" + (characters == 0 ? text : table.dialect().prefix(text, characters)) + ", '"
                + CanonicalText.NULL + "')";
    }

    private String text(Grouping grouping) {
        SideColumn column = table.columns().get(grouping.column());
        return table.dialect().text(column.type(), column.operand());
    }

    String in(Collection<String> labels) {
        Grouping grouping = table.grouping();
        if (grouping == null) {
            return "TRUE";
        }
        if (grouping.width() == Grouping.Width.VALUE) {
            return label()
                    + labels.stream().map(table.dialect()::literal).collect(Collectors.joining(", ", " IN (", ")"));
        }
        Operand operand = table.columns().get(grouping.column()).operand();
        List<String> ranges = new ArrayList<>();
        for (String label : labels) {
            ranges.add(label.equals(CanonicalText.NULL) ? operand.sql() + " IS NULL" : range(operand, grouping, label));
        }
        return "(" + String.join(" OR ", ranges) + ")";
    }

    private String range(Operand operand, Grouping grouping, String label) {
        LocalDateTime from = start(grouping.width(), label);
        LocalDateTime to = switch (grouping.width()) {
            case HOUR -> from.plusHours(1);
            case DAY -> from.plusDays(1);
            case MONTH -> from.plusMonths(1);
            case YEAR, VALUE -> from.plusYears(1);
        };
        String lower = operand.sql() + " >= " + table.dialect().literal(operand, from);
        // The year 10000 is beyond what BigQuery can say.
        return to.getYear() > 9999
                ? "(" + lower + ")"
                : "(" + lower + " AND " + operand.sql() + " < "
                        + table.dialect().literal(operand, to) + ")";
    }

    private static LocalDateTime start(Grouping.Width width, String label) {
        return switch (width) {
            case HOUR -> LocalDateTime.parse(label.replace(' ', 'T') + ":00");
            case DAY -> LocalDate.parse(label).atStartOfDay();
            case MONTH -> LocalDate.parse(label + "-01").atStartOfDay();
            case YEAR, VALUE -> LocalDate.parse(label + "-01-01").atStartOfDay();
        };
    }
}
