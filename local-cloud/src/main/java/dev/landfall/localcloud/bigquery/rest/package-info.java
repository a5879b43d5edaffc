/** The REST v2 resources: datasets, tables, rows, jobs and query results. */
@NullMarked
package dev.landfall.localcloud.bigquery.rest;

import org.jspecify.annotations.NullMarked;
