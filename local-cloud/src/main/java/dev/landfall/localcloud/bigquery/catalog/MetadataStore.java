package dev.landfall.localcloud.bigquery.catalog;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.schema.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Metadata in the database itself, so that it changes in one transaction with the rows it describes. */
final class MetadataStore {
    private static final String DATASETS = "\"_catalog\".\"datasets\"";
    private static final String TABLES = "\"_catalog\".\"tables\"";
    private static final String COMMITS = "\"_catalog\".\"commits\"";

    private MetadataStore() {}

    static void create(Session session) {
        session.update("CREATE SCHEMA IF NOT EXISTS \"_catalog\"");
        session.update("CREATE TABLE IF NOT EXISTS " + DATASETS
                + " (project VARCHAR, dataset VARCHAR, location VARCHAR, created VARCHAR, modified VARCHAR,"
                + " properties VARCHAR)");
        session.update("CREATE TABLE IF NOT EXISTS " + TABLES
                + " (project VARCHAR, dataset VARCHAR, name VARCHAR, created VARCHAR, modified VARCHAR,"
                + " properties VARCHAR, columns VARCHAR)");
        session.update("CREATE TABLE IF NOT EXISTS " + COMMITS + " (author VARCHAR)");
    }

    /** Notes that the work of an author is committed together with this. */
    static void commit(Session session, String author) {
        session.update("INSERT INTO " + COMMITS + " VALUES (?)", author);
    }

    static Set<String> authors(Session session) {
        return session.query("SELECT author FROM " + COMMITS, rows -> {
            Set<String> authors = new HashSet<>();
            while (rows.next()) {
                authors.add(rows.getString(1));
            }
            return authors;
        });
    }

    static void forgetAuthors(Session session) {
        session.update("DELETE FROM " + COMMITS);
    }

    static List<Dataset> datasets(Session session) {
        return session.query(
                "SELECT project, dataset, location, created, modified, properties FROM " + DATASETS, rows -> {
                    List<Dataset> datasets = new ArrayList<>();
                    while (rows.next()) {
                        datasets.add(new Dataset(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                parse(rows.getString(6)),
                                Instant.parse(rows.getString(4)),
                                Instant.parse(rows.getString(5))));
                    }
                    return datasets;
                });
    }

    static List<Table> tables(Session session) {
        return session.query(
                "SELECT project, dataset, name, created, modified, properties, columns FROM " + TABLES, rows -> {
                    List<Table> tables = new ArrayList<>();
                    while (rows.next()) {
                        tables.add(new Table(
                                new TableName(rows.getString(1), rows.getString(2), rows.getString(3)),
                                SchemaJson.parse(parse(rows.getString(7))),
                                parse(rows.getString(6)),
                                Instant.parse(rows.getString(4)),
                                Instant.parse(rows.getString(5))));
                    }
                    return tables;
                });
    }

    static void put(Session session, Dataset dataset) {
        remove(session, dataset.project(), dataset.id());
        session.update(
                "INSERT INTO " + DATASETS + " VALUES (?, ?, ?, ?, ?, ?)",
                dataset.project(),
                dataset.id(),
                dataset.location(),
                dataset.created().toString(),
                dataset.modified().toString(),
                dataset.properties().toString());
    }

    static void remove(Session session, String project, String dataset) {
        session.update("DELETE FROM " + DATASETS + " WHERE project = ? AND dataset = ?", project, dataset);
    }

    /** Whoever calls it knows that the table is not there. */
    static void insert(Session session, Table table) {
        session.update(
                "INSERT INTO " + TABLES + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                table.name().project(),
                table.name().dataset(),
                table.name().table(),
                table.created().toString(),
                table.modified().toString(),
                table.properties().toString(),
                SchemaJson.write(table.schema()).toString());
    }

    static void remove(Session session, TableName name) {
        session.update(
                "DELETE FROM " + TABLES + " WHERE project = ? AND dataset = ? AND name = ?",
                name.project(),
                name.dataset(),
                name.table());
    }

    private static JsonObject parse(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }
}
