package dev.landfall.localcloud.bigquery.load;

import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.schema.TableSchema;

/** One file format. */
interface SourceFormat {
    /** Whether its files carry their schema. */
    boolean describesItself();

    /**
     * The schema that a file of this format has for BigQuery.
     *
     * @param hint the columns of the destination, where known: a decimal takes the type that it finds there
     */
    TableSchema schema(Session session, SourceFile file, TableSchema hint);

    /**
     * Opens one file.
     *
     * @param schema the destination's columns without those that come from elsewhere
     */
    SourceRows open(Session session, SourceFile file, TableSchema schema);
}
