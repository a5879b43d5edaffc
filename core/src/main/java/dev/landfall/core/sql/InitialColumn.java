package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TypeKind;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A column of a target and how its values are read from files that Hive wrote.
 *
 * @param target its name and type in the target
 * @param sources the columns of the files that may hold it; of several, the one that is not NULL
 * @param reading what has to be done to a value
 * @param zone of the clock that wrote timestamps; they become the same wall clock in UTC, as the deltas carry it
 */
public record InitialColumn(Column target, List<ColumnName> sources, Reading reading, ZoneId zone) {
    /** What Hive's way of keeping a value asks for. */
    public enum Reading {
        /** Nothing. */
        PLAIN,
        /** CHAR: the blanks that Hive pads are cut. */
        UNPADDED,
        /** The text of a folder's name, where a word of Hive's stands for NULL. */
        FOLDER_NAME
    }

    private static final String NULL_FOLDER = "'__HIVE_DEFAULT_PARTITION__'";

    public InitialColumn {
        sources = List.copyOf(sources);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("Column " + target.name() + " has no source");
        }
    }

    /** A column that is read as it is, under its own name. */
    public static InitialColumn plain(Column target) {
        return new InitialColumn(target, List.of(target.name()), Reading.PLAIN, ZoneOffset.UTC);
    }

    /** A partition key of the folders' names. */
    public static InitialColumn folderName(Column target, ColumnName key) {
        return new InitialColumn(target, List.of(key), Reading.FOLDER_NAME, ZoneOffset.UTC);
    }

    String selected() {
        return value() + " AS " + target.name().quoted();
    }

    private String value() {
        // A column that a file lacks is NULL, but an array that it lacks is empty.
        String either = target.mode() == ColumnMode.REPEATED ? "ARRAY_CONCAT(" : "COALESCE(";
        String source = sources.size() == 1
                ? sources.get(0).quoted()
                : sources.stream().map(ColumnName::quoted).collect(Collectors.joining(", ", either, ")"));
        return switch (reading) {
            case PLAIN -> zoned(source);
            case UNPADDED -> "RTRIM(" + source + ", ' ')";
            case FOLDER_NAME -> folderName("NULLIF(" + source + ", " + NULL_FOLDER + ")");
        };
    }

    private String zoned(String source) {
        boolean shifted = target.type().kind() == TypeKind.TIMESTAMP
                && target.mode() != ColumnMode.REPEATED
                && !zone.normalized().equals(ZoneOffset.UTC);
        return shifted ? "TIMESTAMP(DATETIME(" + source + ", " + Literal.zone(zone) + "), 'UTC')" : source;
    }

    private String folderName(String text) {
        return target.type().kind() == TypeKind.STRING ? text : "CAST(" + text + " AS " + target.sqlType() + ")";
    }
}
