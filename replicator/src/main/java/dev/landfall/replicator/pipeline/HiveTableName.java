package dev.landfall.replicator.pipeline;

/** A Hive or Impala table; its text form is {@code database.table}. */
public record HiveTableName(HiveName database, HiveName table) {

    /** @throws IllegalArgumentException if the text is not {@code database.table} */
    public static HiveTableName parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("'" + text + "' does not name a table: write it as database.table");
        }
        return new HiveTableName(new HiveName(text.substring(0, dot)), new HiveName(text.substring(dot + 1)));
    }

    public String quoted() {
        return database.quoted() + "." + table.quoted();
    }

    @Override
    public String toString() {
        return database + "." + table;
    }
}
