package dev.landfall.localcloud.bigquery.sql.analyzer;

/** Words, strings and signs of a piece of GoogleSQL, without its comments. Strings and quoted names are one token. */
final class Tokens {
    /** A token and its place; past the end the text is empty. */
    record Token(String text, int start, int end) {
        boolean is(String keyword) {
            return text.equalsIgnoreCase(keyword);
        }

        boolean isEnd() {
            return text.isEmpty() || text.equals(";");
        }

        boolean isName() {
            return !text.isEmpty() && (text.charAt(0) == '`' || isWordPart(text.charAt(0)));
        }

        String name() {
            return text.replace("`", "");
        }
    }

    private final String sql;
    private int at;

    Tokens(String sql, int start) {
        this.sql = sql;
        this.at = start;
    }

    Token next() {
        skipBlanks();
        int start = at;
        if (at >= sql.length()) {
            return new Token("", at, at);
        }
        char first = sql.charAt(at);
        if (first == '\'' || first == '"' || first == '`') {
            at = endOfQuoted(first);
        } else if (isWordPart(first)) {
            while (at < sql.length() && isWordPart(sql.charAt(at))) {
                at++;
            }
        } else {
            at++;
        }
        return new Token(sql.substring(start, at), start, at);
    }

    /** The next token, which stays the next one. */
    Token peek() {
        int before = at;
        Token token = next();
        at = before;
        return token;
    }

    private void skipBlanks() {
        while (at < sql.length()) {
            if (Character.isWhitespace(sql.charAt(at))) {
                at++;
            } else if (sql.charAt(at) == '#' || sql.startsWith("--", at)) {
                at = after("\n", at);
            } else if (sql.startsWith("/*", at)) {
                at = after("*/", at + 2);
            } else {
                return;
            }
        }
    }

    private int endOfQuoted(char quote) {
        String triple = String.valueOf(quote).repeat(3);
        String end = quote != '`' && sql.startsWith(triple, at) ? triple : String.valueOf(quote);
        int i = at + end.length();
        while (i < sql.length() && !sql.startsWith(end, i)) {
            i += sql.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(sql.length(), i + end.length());
    }

    private int after(String end, int from) {
        int found = sql.indexOf(end, from);
        return found < 0 ? sql.length() : found + end.length();
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
