package dev.landfall.core.sql;

import dev.landfall.core.table.KmsKey;
import java.time.ZoneId;

/** Text as a GoogleSQL string literal; whatever the text holds, it cannot end the literal. */
final class Literal {
    private Literal() {}

    /** A key's name holds nothing to escape. */
    static String kmsKey(KmsKey key) {
        return "'" + key.name() + "'";
    }

    /** The name of a time zone as Java knows it holds nothing to escape. */
    static String zone(ZoneId zone) {
        return "'" + zone.getId() + "'";
    }

    static String text(String value) {
        StringBuilder sql = new StringBuilder("'");
        value.codePoints().forEach(point -> {
            boolean plain = point == ' '
                    || point == '_'
                    || point == '-'
                    || point == ':'
                    || point == '.'
                    || (point < 128 && Character.isLetterOrDigit(point));
            if (plain) {
                sql.appendCodePoint(point);
            } else {
                sql.append(String.format("\\U%08x", point));
            }
        });
        return sql.append('\'').toString();
    }
}
