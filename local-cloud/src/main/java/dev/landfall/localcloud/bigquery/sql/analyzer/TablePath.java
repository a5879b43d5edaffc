package dev.landfall.localcloud.bigquery.sql.analyzer;

import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.sql.CatalogView;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A table as a statement writes it: {@code p.d.t}, {@code d.t} or {@code t}, each part in backticks of its own, or
 * several in one pair.
 */
public record TablePath(List<String> parts) {
    public TablePath {
        parts = List.copyOf(parts);
    }

    /** The table that is meant, by the job's defaults. */
    public TableName resolve(CatalogView catalog) {
        List<String> names = split(String.join(".", parts));
        for (int i = 0; i + 1 < names.size(); i++) {
            if (names.get(i).toUpperCase(Locale.ROOT).equals("INFORMATION_SCHEMA")) {
                return view(names, i, catalog);
            }
        }
        return switch (names.size()) {
            case 3 -> new TableName(names.get(0), names.get(1), names.get(2));
            case 2 -> new TableName(catalog.defaultProject(), names.get(0), names.get(1));
            case 1 ->
                new TableName(
                        catalog.defaultProject(),
                        catalog.defaultDataset()
                                .orElseThrow(() -> SqlException.invalid("Table \"" + names.get(0)
                                        + "\" must be qualified with a dataset (e.g. dataset.table).")),
                        names.get(0));
            default ->
                throw SqlException.invalid("Invalid table name: `" + String.join(".", parts)
                        + "`; table names are project.dataset.table.");
        };
    }

    /** {@code INFORMATION_SCHEMA.X} of a dataset, of a region or, without either, of the default dataset. */
    private static TableName view(List<String> names, int at, CatalogView catalog) {
        String table = "INFORMATION_SCHEMA."
                + String.join(".", names.subList(at + 1, names.size())).toUpperCase(Locale.ROOT);
        return switch (at) {
            case 0 ->
                new TableName(catalog.defaultProject(), catalog.defaultDataset().orElse("region-default"), table);
            case 1 -> new TableName(catalog.defaultProject(), names.get(0), table);
            default -> new TableName(names.get(at - 2), names.get(at - 1), table);
        };
    }

    /** A dataset that is meant, by the job's default project. */
    public TableName resolveDataset(CatalogView catalog) {
        List<String> names = split(String.join(".", parts));
        return switch (names.size()) {
            case 2 -> new TableName(names.get(0), names.get(1), "");
            case 1 -> new TableName(catalog.defaultProject(), names.get(0), "");
            default -> throw SqlException.invalid("Invalid dataset name: `" + String.join(".", parts) + "`.");
        };
    }

    /** A project of a domain ({@code example.com:project}) keeps its dots. */
    static List<String> split(String text) {
        int domain = text.indexOf(':');
        if (domain < 0) {
            return Arrays.asList(text.split("\\.", -1));
        }
        List<String> names =
                new ArrayList<>(Arrays.asList(text.substring(domain + 1).split("\\.", -1)));
        names.set(0, text.substring(0, domain + 1) + names.get(0));
        return names;
    }
}
