package dev.landfall.localcloud.bigquery.catalog;

import dev.landfall.localcloud.bigquery.engine.ColumnConversion;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One transaction over rows and metadata. Others see nothing of it before {@link #commit}; closing without a commit
 * undoes all of it.
 */
public final class Change implements AutoCloseable {
    private final Catalog catalog;
    private final Session session;
    private final Map<TableName, Optional<Table>> changed = new LinkedHashMap<>();

    Change(Catalog catalog, Session session) {
        this.catalog = catalog;
        this.session = session;
        session.begin();
    }

    public Session session() {
        return session;
    }

    /** The table as this change sees it. */
    public Optional<Table> table(TableName name) {
        Optional<Table> mine = changed.get(name);
        return mine == null ? catalog.table(name) : mine;
    }

    /** Makes an empty table; one of that name that expired makes room for it. */
    public void create(Table table) {
        String relation = DuckDbNames.table(table.name());
        session.update("DROP TABLE IF EXISTS " + relation);
        session.update("CREATE TABLE " + relation + " (" + columns(table.schema()) + ")");
        put(table);
    }

    /** Replaces a table's metadata; its columns in DuckDB stay as they are. */
    public void put(Table table) {
        changed.put(table.name(), Optional.of(table));
    }

    /** Gives a table a schema that {@link SchemaEvolution} allows. */
    public Table evolve(Table table, TableSchema schema) {
        SchemaEvolution.between(table, schema).statements().forEach(session::update);
        Table evolved = table.with(schema, catalog.now());
        put(evolved);
        return evolved;
    }

    /** Gives a column another type; every value is converted or, if one cannot be, nothing changes. */
    public Table retype(Table table, Field old, Field now) {
        session.update("ALTER TABLE " + DuckDbNames.table(table.name()) + " ALTER COLUMN "
                + DuckDbNames.quote(old.name()) + " SET DATA TYPE " + DuckDbNames.type(now) + " USING "
                + ColumnConversion.sql(DuckDbNames.quote(old.name()), old, now));
        TableSchema schema = new TableSchema(table.schema().fields().stream()
                .map(field -> field.name().equalsIgnoreCase(old.name()) ? now : field)
                .toList());
        Table retyped = table.with(schema, catalog.now());
        put(retyped);
        return retyped;
    }

    public void drop(TableName name) {
        session.update("DROP TABLE IF EXISTS " + DuckDbNames.table(name));
        changed.put(name, Optional.empty());
    }

    public void commit() {
        changed.forEach(this::write);
        Authorship.current().ifPresent(author -> MetadataStore.commit(session, author));
        session.commit();
        catalog.apply(changed);
    }

    private void write(TableName name, Optional<Table> table) {
        if (catalog.holds(name)) {
            MetadataStore.remove(session, name);
        }
        table.ifPresent(present -> MetadataStore.insert(session, present));
    }

    @Override
    public void close() {
        session.rollback();
    }

    private static String columns(TableSchema schema) {
        return schema.fields().stream().map(Change::column).collect(Collectors.joining(", "));
    }

    private static String column(Field field) {
        return DuckDbNames.quote(field.name()) + " " + DuckDbNames.type(field)
                + (field.mode() == FieldMode.REQUIRED ? " NOT NULL" : "");
    }
}
