package dev.landfall.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A table of text with aligned columns; cells that are numbers are aligned to the right. */
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(List<String> header) {
        rows.add(List.copyOf(header));
    }

    /** One row; each cell on one line. */
    public void add(List<String> cells) {
        List<String> row = cells.stream().map(cell -> cell.replace('\n', ' ')).toList();
        if (row.size() != rows.get(0).size()) {
            throw new IllegalArgumentException("A row of " + row.size() + " cells in a table of "
                    + rows.get(0).size() + " columns: " + row);
        }
        rows.add(row);
    }

    public void print(PrintWriter out) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.get(0).size(); column++) {
            int width = 0;
            for (List<String> row : rows) {
                width = Math.max(width, row.get(column).length());
            }
            widths.add(width);
        }
        for (int index = 0; index < rows.size(); index++) {
            out.println(line(rows.get(index), widths));
            if (index == 0) {
                out.println(
                        "-".repeat(widths.stream().mapToInt(width -> width + 2).sum() - 2));
            }
        }
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            String padding = " ".repeat(widths.get(column) - cell.length());
            boolean number = cell.matches("-?[0-9,.]+");
            line.append(number ? padding + cell : cell + padding).append("  ");
        }
        return line.toString().stripTrailing();
    }
}
