package dev.landfall.localcloud.bigquery.sql.analyzer;

/** Whether anything but spaces, comments and empty statements is left of a script. */
final class Blank {
    private Blank() {}

    static boolean after(byte[] sql, int start) {
        return skip(sql, start) == sql.length;
    }

    /** Where the next statement begins, or the end. */
    static int skip(byte[] sql, int start) {
        int at = start;
        while (at < sql.length) {
            if (Character.isWhitespace(sql[at]) || sql[at] == ';') {
                at++;
            } else if (sql[at] == '#' || starts(sql, at, "--")) {
                at = endOf(sql, at, "\n");
            } else if (starts(sql, at, "/*")) {
                at = endOf(sql, at + 2, "*/");
            } else {
                return at;
            }
        }
        return sql.length;
    }

    private static int endOf(byte[] sql, int start, String end) {
        int at = start;
        while (at < sql.length && !starts(sql, at, end)) {
            at++;
        }
        return Math.min(sql.length, at + end.length());
    }

    private static boolean starts(byte[] sql, int at, String prefix) {
        if (at + prefix.length() > sql.length) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (sql[at + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
