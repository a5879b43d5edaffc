package dev.landfall.core.table;

/** A table by dataset and name, in the deployment's project. Its text form is {@code dataset.table}. */
public record TableId(DatasetName dataset, TableName table) implements Comparable<TableId> {
    /** @throws IllegalArgumentException if either name is illegal */
    public static TableId of(String dataset, String table) {
        return new TableId(new DatasetName(dataset), new TableName(table));
    }

    /**
     * Parses {@code dataset.table}.
     *
     * @throws IllegalArgumentException if the text has another shape or a name in it is illegal
     */
    public static TableId parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException(
                    "'" + Printable.of(text) + "' does not name a table: write it as dataset.table");
        }
        return of(text.substring(0, dot), text.substring(dot + 1));
    }

    /** {@code `dataset`.`table`}: resolved by BigQuery in the project that runs the job. */
    public String quoted() {
        return dataset.quoted() + "." + table.quoted();
    }

    @Override
    public int compareTo(TableId other) {
        int byDataset = dataset.compareTo(other.dataset);
        return byDataset != 0 ? byDataset : table.compareTo(other.table);
    }

    @Override
    public String toString() {
        return dataset + "." + table;
    }
}
