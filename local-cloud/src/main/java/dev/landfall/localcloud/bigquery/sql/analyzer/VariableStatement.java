package dev.landfall.localcloud.bigquery.sql.analyzer;

import dev.landfall.localcloud.bigquery.sql.SqlException;
import dev.landfall.localcloud.bigquery.sql.analyzer.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * DECLARE or SET, which the analyzer leaves to whoever runs scripts.
 *
 * @param declares whether it is DECLARE
 * @param tuple whether a SET names its variables in parentheses, so that its value is a struct of theirs
 * @param type the text of a declared type
 * @param value the text of the value, if there is one
 * @param valueStart where the value's text begins
 * @param end where the statement ends
 */
public record VariableStatement(
        boolean declares,
        boolean tuple,
        List<String> names,
        Optional<String> type,
        Optional<String> value,
        int valueStart,
        int end) {
    private static final Set<String> PROCEDURAL = Set.of(
            "IF", "WHILE", "LOOP", "REPEAT", "FOR", "CASE", "RAISE", "RETURN", "BREAK", "LEAVE", "CONTINUE", "ITERATE");

    public VariableStatement {
        names = List.copyOf(names);
    }

    /**
     * Reads the statement that begins here, if it is one of the two.
     *
     * @throws SqlException if it is a procedural statement that is not implemented, or not well formed
     */
    static Optional<VariableStatement> parse(String sql, int start) {
        Tokens tokens = new Tokens(sql, start);
        Token first = tokens.next();
        if (first.is("DECLARE")) {
            return Optional.of(declare(sql, tokens));
        }
        if (first.is("SET")) {
            return Optional.of(set(sql, tokens));
        }
        Token second = tokens.peek();
        boolean block = first.is("BEGIN") && !second.isEnd() && !second.is("TRANSACTION");
        if (block || PROCEDURAL.contains(first.text().toUpperCase(Locale.ROOT))) {
            throw SqlException.notImplemented("the procedural statement "
                    + (block ? "BEGIN ... END" : first.text().toUpperCase(Locale.ROOT)));
        }
        return Optional.empty();
    }

    private static VariableStatement declare(String sql, Tokens tokens) {
        List<String> names = names(tokens);
        int typeStart = tokens.peek().start();
        Token at = tokens.next();
        int typeEnd = typeStart;
        while (!at.isEnd() && !at.is("DEFAULT")) {
            typeEnd = at.end();
            at = tokens.next();
        }
        Optional<String> type = Optional.of(sql.substring(typeStart, typeEnd)).filter(text -> !text.isBlank());
        if (at.isEnd()) {
            if (type.isEmpty()) {
                throw SqlException.invalid("Syntax error: DECLARE needs a type or a DEFAULT");
            }
            return new VariableStatement(true, false, names, type, Optional.empty(), at.start(), at.start());
        }
        int valueStart = tokens.peek().start();
        int end = end(tokens);
        return new VariableStatement(
                true, false, names, type, Optional.of(sql.substring(valueStart, end)), valueStart, end);
    }

    private static VariableStatement set(String sql, Tokens tokens) {
        boolean tuple = tokens.peek().is("(");
        if (tuple) {
            tokens.next();
        } else if (tokens.peek().is("@")) {
            throw SqlException.notImplemented("SET of a system variable");
        }
        List<String> names = names(tokens);
        if (tuple) {
            expect(tokens.next(), ")");
        }
        expect(tokens.next(), "=");
        int valueStart = tokens.peek().start();
        int end = end(tokens);
        if (end <= valueStart) {
            throw SqlException.invalid("Syntax error: SET needs a value");
        }
        return new VariableStatement(
                false, tuple, names, Optional.empty(), Optional.of(sql.substring(valueStart, end)), valueStart, end);
    }

    private static List<String> names(Tokens tokens) {
        List<String> names = new ArrayList<>();
        while (true) {
            Token name = tokens.next();
            if (!name.isName()) {
                throw SqlException.invalid("Syntax error: Expected a variable name but got \"" + name.text() + "\"");
            }
            names.add(name.name());
            if (!tokens.peek().is(",")) {
                return names;
            }
            tokens.next();
        }
    }

    private static int end(Tokens tokens) {
        Token at = tokens.next();
        while (!at.isEnd()) {
            at = tokens.next();
        }
        return at.start();
    }

    private static void expect(Token token, String sign) {
        if (!token.is(sign)) {
            throw SqlException.invalid("Syntax error: Expected \"" + sign + "\" but got \"" + token.text() + "\"");
        }
    }
}
