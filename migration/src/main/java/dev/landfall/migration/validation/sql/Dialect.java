package dev.landfall.migration.validation.sql;

import dev.landfall.migration.validation.canonical.CanonicalType;
import java.time.LocalDateTime;
import java.util.List;

/** What a validation says in an engine's SQL. All methods give expressions; an operand may be repeated in them. */
public interface Dialect {
    /** An array's element in a row of {@link #eachElement}; a name that no column of a table has. */
    String VALUE = "landfall_value";

    /** Its position, from 0. */
    String POSITION = "landfall_position";

    /** The engine's name, for people. */
    String engine();

    /** A value's canonical text; SQL's NULL for NULL. */
    String text(CanonicalType type, Operand operand);

    /** Texts joined end to end. */
    String concat(List<String> texts);

    /** SHA-256 of a text as 64 hexadecimal digits. */
    String hash(String text);

    /** {@link dev.landfall.migration.validation.canonical.RowDigest#DIGITS} digits of a hash as an exact number. */
    String number(String hash, int fromDigit);

    /** An exact number of any size that SUM cannot overflow. */
    String exact(String number);

    /** The first characters of a text. */
    String prefix(String text, int characters);

    /** What stands behind a table to have a row per element of an array. */
    String eachElement(String array);

    /** What stands behind a table to have a row per entry of a map. */
    String eachEntry(String map);

    /** The key in a row of {@link #eachEntry}. */
    String entryKey();

    /** The value in a row of {@link #eachEntry}. */
    String entryValue();

    /** Characters of a text. */
    String length(String text);

    /** Any text as a literal that it cannot leave. */
    String literal(String text);

    /** A point in time, or a day, as a literal of the operand's type. */
    String literal(Operand like, LocalDateTime value);
}
