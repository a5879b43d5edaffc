package dev.landfall.localcloud.bigquery.sql.analyzer;

import com.google.zetasql.LanguageOptions;
import com.google.zetasql.ZetaSQLOptions.LanguageFeature;
import com.google.zetasql.ZetaSQLOptions.NameResolutionMode;
import com.google.zetasql.ZetaSQLOptions.ProductMode;
import java.util.EnumSet;
import java.util.Set;

/** The language features that BigQuery documents, of all that the analyzer could accept. */
final class Dialect {
    private static final Set<LanguageFeature> QUERIES = EnumSet.of(
            LanguageFeature.FEATURE_ANALYTIC_FUNCTIONS,
            LanguageFeature.FEATURE_TABLESAMPLE,
            LanguageFeature.FEATURE_SELECT_STAR_EXCEPT_REPLACE,
            LanguageFeature.FEATURE_ORDER_BY_IN_AGGREGATE,
            LanguageFeature.FEATURE_LIMIT_IN_AGGREGATE,
            LanguageFeature.FEATURE_HAVING_IN_AGGREGATE,
            LanguageFeature.FEATURE_NULL_HANDLING_MODIFIER_IN_AGGREGATE,
            LanguageFeature.FEATURE_NULL_HANDLING_MODIFIER_IN_ANALYTIC,
            LanguageFeature.FEATURE_NULLS_FIRST_LAST_IN_ORDER_BY,
            LanguageFeature.FEATURE_FOR_SYSTEM_TIME_AS_OF,
            LanguageFeature.FEATURE_WITH_ON_SUBQUERY,
            LanguageFeature.FEATURE_WITH_RECURSIVE,
            LanguageFeature.FEATURE_GROUP_BY_ROLLUP,
            LanguageFeature.FEATURE_GROUPING_SETS,
            LanguageFeature.FEATURE_GROUPING_BUILTIN,
            LanguageFeature.FEATURE_GROUP_BY_ALL,
            LanguageFeature.FEATURE_GROUP_BY_STRUCT,
            LanguageFeature.FEATURE_GROUP_BY_ARRAY,
            LanguageFeature.FEATURE_PIVOT,
            LanguageFeature.FEATURE_UNPIVOT,
            LanguageFeature.FEATURE_QUALIFY,
            LanguageFeature.FEATURE_ALLOW_DASHES_IN_TABLE_NAME,
            LanguageFeature.FEATURE_DISABLE_FLOAT32);

    private static final Set<LanguageFeature> EXPRESSIONS = EnumSet.of(
            LanguageFeature.FEATURE_NUMERIC_TYPE,
            LanguageFeature.FEATURE_BIGNUMERIC_TYPE,
            LanguageFeature.FEATURE_DECIMAL_ALIAS,
            LanguageFeature.FEATURE_PARAMETERIZED_TYPES,
            LanguageFeature.FEATURE_CIVIL_TIME,
            LanguageFeature.FEATURE_INTERVAL_TYPE,
            LanguageFeature.FEATURE_JSON_TYPE,
            LanguageFeature.FEATURE_JSON_ARRAY_FUNCTIONS,
            LanguageFeature.FEATURE_JSON_VALUE_EXTRACTION_FUNCTIONS,
            LanguageFeature.FEATURE_JSON_CONSTRUCTOR_FUNCTIONS,
            LanguageFeature.FEATURE_JSON_MUTATOR_FUNCTIONS,
            LanguageFeature.FEATURE_SAFE_FUNCTION_CALL,
            LanguageFeature.FEATURE_NAMED_ARGUMENTS,
            LanguageFeature.FEATURE_WEEK_WITH_WEEKDAY,
            LanguageFeature.FEATURE_DATE_TIME_CONSTRUCTORS,
            LanguageFeature.FEATURE_DATE_ARITHMETICS,
            LanguageFeature.FEATURE_EXTENDED_DATE_TIME_SIGNATURES,
            LanguageFeature.FEATURE_ADDITIONAL_STRING_FUNCTIONS,
            LanguageFeature.FEATURE_ALLOW_REGEXP_EXTRACT_OPTIONALS,
            LanguageFeature.FEATURE_CONCAT_MIXED_TYPES,
            LanguageFeature.FEATURE_FORMAT_IN_CAST,
            LanguageFeature.FEATURE_IS_DISTINCT,
            LanguageFeature.FEATURE_LIKE_ANY_SOME_ALL,
            LanguageFeature.FEATURE_BARE_ARRAY_ACCESS,
            LanguageFeature.FEATURE_ROUND_WITH_ROUNDING_MODE,
            LanguageFeature.FEATURE_CBRT_FUNCTIONS,
            LanguageFeature.FEATURE_INVERSE_TRIG_FUNCTIONS);

    private static final Set<LanguageFeature> STATEMENTS = EnumSet.of(
            LanguageFeature.FEATURE_DML_UPDATE_WITH_JOIN,
            LanguageFeature.FEATURE_OMIT_INSERT_COLUMN_LIST,
            LanguageFeature.FEATURE_CREATE_TABLE_PARTITION_BY,
            LanguageFeature.FEATURE_CREATE_TABLE_CLUSTER_BY,
            LanguageFeature.FEATURE_CREATE_TABLE_NOT_NULL,
            LanguageFeature.FEATURE_CREATE_TABLE_FIELD_ANNOTATIONS,
            LanguageFeature.FEATURE_CREATE_TABLE_AS_SELECT_COLUMN_LIST,
            LanguageFeature.FEATURE_CREATE_TABLE_LIKE,
            LanguageFeature.FEATURE_CREATE_TABLE_COPY,
            LanguageFeature.FEATURE_CREATE_TABLE_CLONE,
            LanguageFeature.FEATURE_CREATE_SNAPSHOT_TABLE,
            LanguageFeature.FEATURE_CREATE_VIEW_WITH_COLUMN_LIST,
            LanguageFeature.FEATURE_CREATE_EXTERNAL_TABLE_WITH_TABLE_ELEMENT_LIST,
            LanguageFeature.FEATURE_CREATE_EXTERNAL_TABLE_WITH_PARTITION_COLUMNS,
            LanguageFeature.FEATURE_CREATE_EXTERNAL_TABLE_WITH_CONNECTION,
            LanguageFeature.FEATURE_ALTER_COLUMN_SET_DATA_TYPE,
            LanguageFeature.FEATURE_ALTER_TABLE_RENAME_COLUMN,
            LanguageFeature.FEATURE_COLUMN_DEFAULT_VALUE,
            LanguageFeature.FEATURE_UNENFORCED_PRIMARY_KEYS,
            LanguageFeature.FEATURE_FOREIGN_KEYS,
            LanguageFeature.FEATURE_TABLE_VALUED_FUNCTIONS,
            LanguageFeature.FEATURE_LOAD_DATA_PARTITIONS);

    private Dialect() {}

    static LanguageOptions options() {
        LanguageOptions options = new LanguageOptions();
        options.setNameResolutionMode(NameResolutionMode.NAME_RESOLUTION_DEFAULT);
        options.setProductMode(ProductMode.PRODUCT_EXTERNAL);
        Set<LanguageFeature> features = EnumSet.copyOf(QUERIES);
        features.addAll(EXPRESSIONS);
        features.addAll(STATEMENTS);
        options.setEnabledLanguageFeatures(features);
        options.setSupportsAllStatementKinds();
        options.enableReservableKeyword("QUALIFY");
        return options;
    }
}
