package dev.landfall.localcloud.bigquery.informationschema;

import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The views that there are. Columns of the real views whose content cannot be known here are left out.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/information-schema-intro">INFORMATION_SCHEMA</a>
 */
enum View {
    SCHEMATA("catalog_name schema_name schema_owner creation_time:TIMESTAMP last_modified_time:TIMESTAMP location"),
    TABLES("table_catalog table_schema table_name table_type is_insertable_into is_typed creation_time:TIMESTAMP"
            + " default_collation_name"),
    TABLE_OPTIONS("table_catalog table_schema table_name option_name option_type option_value"),
    COLUMNS(
            "table_catalog table_schema table_name column_name ordinal_position:INT64 is_nullable data_type is_generated"
                    + " generation_expression is_stored is_hidden is_updatable is_system_defined is_partitioning_column"
                    + " clustering_ordinal_position:INT64 collation_name column_default rounding_mode"),
    PARTITIONS("table_catalog table_schema table_name partition_id total_rows:INT64 total_logical_bytes:INT64"
            + " last_modified_time:TIMESTAMP storage_tier"),
    TABLE_CONSTRAINTS("constraint_catalog constraint_schema constraint_name table_catalog table_schema table_name"
            + " constraint_type is_deferrable initially_deferred enforced"),
    KEY_COLUMN_USAGE("constraint_catalog constraint_schema constraint_name table_catalog table_schema table_name"
            + " column_name ordinal_position:INT64 position_in_unique_constraint:INT64"),
    CONSTRAINT_COLUMN_USAGE("table_catalog table_schema table_name column_name constraint_catalog constraint_schema"
            + " constraint_name"),
    JOBS("creation_time:TIMESTAMP project_id user_email job_id job_type statement_type priority start_time:TIMESTAMP"
            + " end_time:TIMESTAMP query state total_bytes_processed:INT64 total_bytes_billed:INT64 cache_hit:BOOL"
            + " parent_job_id transaction_id");

    /** What the views' tables are called: the dataset's project and name come before it. */
    private static final String PREFIX = "INFORMATION_SCHEMA.";

    @SuppressWarnings("ImmutableEnumChecker") // a record of copied lists
    private final TableSchema schema;

    View(String columns) {
        List<Field> fields = new ArrayList<>();
        for (String column : columns.split(" ")) {
            int colon = column.indexOf(':');
            String type = colon < 0 ? "STRING" : column.substring(colon + 1);
            fields.add(Field.of(
                    colon < 0 ? column : column.substring(0, colon), FieldType.parse(type), FieldMode.NULLABLE));
        }
        if (columns.contains("parent_job_id")) {
            fields.addAll(JobRows.NESTED);
        }
        this.schema = new TableSchema(fields);
    }

    TableSchema schema() {
        return schema;
    }

    static boolean isViewName(TableName name) {
        return name.table().startsWith(PREFIX);
    }

    /** The view of this name, if there is one here. */
    static Optional<View> of(TableName name) {
        String view = name.table().substring(PREFIX.length()).toUpperCase(Locale.ROOT);
        for (View candidate : values()) {
            if (candidate.name().equals(view.equals("JOBS_BY_PROJECT") ? "JOBS" : view)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
