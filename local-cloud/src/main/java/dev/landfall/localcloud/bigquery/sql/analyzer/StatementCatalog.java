package dev.landfall.localcloud.bigquery.sql.analyzer;

import com.google.zetasql.SimpleCatalog;
import com.google.zetasql.SimpleTable;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.bigquery.sql.CatalogView;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables of one statement, in the analyzer's catalog for as long as this is open. */
final class StatementCatalog implements AutoCloseable {
    private final List<Runnable> undo = new ArrayList<>();
    private final Set<TableName> tables = new LinkedHashSet<>();
    private final SimpleCatalog root;

    private StatementCatalog(SimpleCatalog root) {
        this.root = root;
    }

    static StatementCatalog open(SimpleCatalog root, List<TablePath> paths, CatalogView view) {
        StatementCatalog catalog = new StatementCatalog(root);
        try {
            Map<String, TableName> written = new LinkedHashMap<>();
            for (TablePath path : paths) {
                catalog.add(path, view, written);
            }
            return catalog;
        } catch (RuntimeException failure) {
            catalog.close();
            throw failure;
        }
    }

    Set<TableName> tables() {
        return tables;
    }

    private void add(TablePath path, CatalogView view, Map<String, TableName> written) {
        TableName name = path.resolve(view);
        // The analyzer does not care about case where BigQuery does.
        TableName other =
                written.putIfAbsent(String.join("\u0000", path.parts()).toLowerCase(Locale.ROOT), name);
        if (other != null) {
            if (!other.equals(name)) {
                throw SqlException.notImplemented("a statement with both " + other + " and " + name);
            }
            return;
        }
        Optional<TableSchema> schema = view.table(name);
        if (schema.isEmpty()) {
            throw notFound(name, view);
        }
        tables.add(name);
        put(path, name, schema.get());
    }

    /** BigQuery's words for a table that is not there. */
    static SqlException notFound(TableName name, CatalogView view) {
        String what = view.datasetExists(name.project(), name.dataset())
                ? "Table " + name.restId()
                : "Dataset " + name.project() + ":" + name.dataset();
        return new SqlException(
                SqlException.Reason.NOT_FOUND,
                "Not found: " + what + " was not found in location " + view.location(),
                "query");
    }

    private void put(TablePath path, TableName name, TableSchema schema) {
        SimpleCatalog parent = root;
        List<String> parts = path.parts();
        for (String part : parts.subList(0, parts.size() - 1)) {
            parent = child(parent, part);
        }
        String last = parts.get(parts.size() - 1);
        SimpleTable table = new SimpleTable(name.toString());
        table.setFullName(name.toString());
        for (Field field : schema.fields()) {
            table.addSimpleColumn(field.name(), GoogleTypes.of(field), false, true, true);
        }
        SimpleCatalog home = parent;
        home.addSimpleTable(last, table);
        undo.add(0, () -> home.removeSimpleTable(last));
    }

    private SimpleCatalog child(SimpleCatalog parent, String name) {
        for (SimpleCatalog child : parent.getCatalogList()) {
            if (child.getFullName().equalsIgnoreCase(name)) {
                return child;
            }
        }
        SimpleCatalog child = parent.addNewSimpleCatalog(name);
        undo.add(0, () -> parent.removeSimpleCatalog(child));
        return child;
    }

    @Override
    public void close() {
        undo.forEach(Runnable::run);
        undo.clear();
    }
}
