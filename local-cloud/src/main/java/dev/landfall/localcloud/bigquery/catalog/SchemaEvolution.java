package dev.landfall.localcloud.bigquery.catalog;

import dev.landfall.localcloud.bigquery.engine.ColumnConversion;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.http.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way from a table's schema to another one, if BigQuery allows it: columns and nested fields may be added
 * (NULLABLE or REPEATED), REQUIRED may become NULLABLE, descriptions may change; nothing may vanish or change its type.
 */
public final class SchemaEvolution {
    private final List<String> statements = new ArrayList<>();
    private boolean adds;
    private boolean relaxes;

    private SchemaEvolution() {}

    /** @throws ApiException invalid, in BigQuery's words, if the change is not allowed */
    public static SchemaEvolution between(Table table, TableSchema schema) {
        SchemaEvolution evolution = new SchemaEvolution();
        String problem = "Provided Schema does not match Table " + table.name().restId() + ". ";
        String relation = DuckDbNames.table(table.name());
        for (Field old : table.schema().fields()) {
            Field now = evolution.check(problem, old, find(schema.fields(), old.name()), old.name());
            evolution.alter(relation, old, now);
        }
        for (Field field : schema.fields()) {
            if (table.schema().find(field.name()).isEmpty()) {
                evolution.add(problem, relation, field);
            }
        }
        return evolution;
    }

    /** The statements that bring the DuckDB table there, in order. */
    public List<String> statements() {
        return List.copyOf(statements);
    }

    /** Whether a column or nested field is added. */
    public boolean adds() {
        return adds;
    }

    /** Whether a REQUIRED column or nested field becomes NULLABLE. */
    public boolean relaxes() {
        return relaxes;
    }

    private Field check(String problem, Field old, Optional<Field> found, String path) {
        Field now =
                found.orElseThrow(() -> ApiException.invalid(problem + "Field " + path + " is missing in new schema"));
        if (now.type() != old.type()) {
            throw ApiException.invalid(problem + "Field " + path + " has changed type from "
                    + old.type().restName() + " to " + now.type().restName());
        }
        if (now.mode() != old.mode()) {
            if (old.mode() != FieldMode.REQUIRED || now.mode() != FieldMode.NULLABLE) {
                throw ApiException.invalid(
                        problem + "Field " + path + " has changed mode from " + old.mode() + " to " + now.mode());
            }
            relaxes = true;
        }
        for (Field child : old.fields()) {
            String childPath = path + "." + child.name();
            check(problem, child, find(now.fields(), child.name()), childPath);
        }
        for (Field child : now.fields()) {
            if (find(old.fields(), child.name()).isEmpty()) {
                checkAddition(problem, child, path + "." + child.name());
            }
        }
        return now;
    }

    private void alter(String relation, Field old, Field now) {
        String column = DuckDbNames.quote(old.name());
        if (old.mode() == FieldMode.REQUIRED && now.mode() == FieldMode.NULLABLE) {
            statements.add("ALTER TABLE " + relation + " ALTER COLUMN " + column + " DROP NOT NULL");
        }
        if (!DuckDbNames.type(old).equals(DuckDbNames.type(now))) {
            statements.add("ALTER TABLE " + relation + " ALTER COLUMN " + column + " SET DATA TYPE "
                    + DuckDbNames.type(now) + " USING "
                    + ColumnConversion.sql(column, old, now.withMode(old.mode())));
        }
    }

    private void add(String problem, String relation, Field field) {
        checkAddition(problem, field, field.name());
        statements.add("ALTER TABLE " + relation + " ADD COLUMN " + DuckDbNames.quote(field.name()) + " "
                + DuckDbNames.type(field) + (field.mode() == FieldMode.REPEATED ? " DEFAULT []" : ""));
    }

    private void checkAddition(String problem, Field field, String path) {
        if (field.mode() == FieldMode.REQUIRED) {
            throw ApiException.invalid(
                    problem + "Cannot add required fields to an existing schema. (field: " + path + ")");
        }
        adds = true;
    }

    private static Optional<Field> find(List<Field> fields, String name) {
        return new TableSchema(fields).find(name);
    }
}
