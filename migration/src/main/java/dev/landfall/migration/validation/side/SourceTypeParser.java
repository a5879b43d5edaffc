package dev.landfall.migration.validation.side;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code struct<a:int,b:array<decimal(10,2)>>}. One instance reads one text. */
final class SourceTypeParser {
    private final String text;
    private int at;

    SourceTypeParser(String text) {
        this.text = text.strip();
    }

    SourceType parse() {
        SourceType type = type();
        if (at != text.length()) {
            throw problem();
        }
        return type;
    }

    private SourceType type() {
        String word = word();
        return switch (word.toLowerCase(java.util.Locale.ROOT)) {
            case "struct" -> new SourceType(word, List.of(), fields(true));
            case "array", "map", "uniontype" -> new SourceType(word, List.of(), fields(false));
            default -> new SourceType(word, arguments(), List.of());
        };
    }

    private List<SourceType.Field> fields(boolean named) {
        expect('<');
        List<SourceType.Field> fields = new ArrayList<>();
        do {
            String name = Integer.toString(fields.size());
            if (named) {
                name = word();
                expect(':');
            }
            fields.add(new SourceType.Field(name, type()));
        } while (taken(','));
        expect('>');
        return fields;
    }

    private List<Integer> arguments() {
        List<Integer> arguments = new ArrayList<>();
        if (taken('(')) {
            do {
                arguments.add(Integer.valueOf(word()));
            } while (taken(','));
            expect(')');
        }
        return arguments;
    }

    /** Also {@code timestamp with local time zone}, which has blanks in it. */
    private String word() {
        int start = at;
        while (at < text.length() && "<>(),:".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at).strip();
        if (word.isEmpty()) {
            throw problem();
        }
        return word;
    }

    private boolean taken(char expected) {
        boolean there = at < text.length() && text.charAt(at) == expected;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char expected) {
        if (!taken(expected)) {
            throw problem();
        }
    }

    private IllegalArgumentException problem() {
        return new IllegalArgumentException("'" + text + "' is not a type that Hive describes: see column " + (at + 1));
    }
}
