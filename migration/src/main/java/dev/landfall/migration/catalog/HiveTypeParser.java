package dev.landfall.migration.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the text of a type, as {@code DESCRIBE} prints it. One parser reads one text. */
final class HiveTypeParser {
    /** Hive's decimal without arguments. */
    private static final HiveType.Decimal PLAIN_DECIMAL = new HiveType.Decimal(10, 0);

    private final String text;
    private int position;

    HiveTypeParser(String text) {
        this.text = text;
    }

    HiveType parse() {
        HiveType type = type();
        if (position < text.length()) {
            throw illegal();
        }
        return type;
    }

    private HiveType type() {
        String word = word().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "array" -> {
                expect('<');
                HiveType element = type();
                expect('>');
                yield new HiveType.Array(element);
            }
            case "map" -> {
                expect('<');
                HiveType key = type();
                expect(',');
                HiveType value = type();
                expect('>');
                yield new HiveType.MapOf(key, value);
            }
            case "struct" -> new HiveType.Struct(fields());
            case "uniontype" -> new HiveType.Union(members());
            case "decimal", "numeric" -> decimal();
            default -> {
                if (at('(')) {
                    arguments();
                }
                yield new HiveType.Scalar(word);
            }
        };
    }

    private HiveType.Decimal decimal() {
        if (!at('(')) {
            return PLAIN_DECIMAL;
        }
        List<Integer> arguments = arguments();
        return new HiveType.Decimal(arguments.get(0), arguments.size() > 1 ? arguments.get(1) : 0);
    }

    private List<HiveType.Field> fields() {
        List<HiveType.Field> fields = new ArrayList<>();
        expect('<');
        do {
            String name = fieldName();
            expect(':');
            fields.add(new HiveType.Field(name, type()));
        } while (accept(','));
        expect('>');
        return fields;
    }

    private List<HiveType> members() {
        List<HiveType> members = new ArrayList<>();
        expect('<');
        do {
            members.add(type());
        } while (accept(','));
        expect('>');
        return members;
    }

    private List<Integer> arguments() {
        List<Integer> arguments = new ArrayList<>();
        expect('(');
        do {
            try {
                arguments.add(Integer.parseInt(until(",)").strip()));
            } catch (NumberFormatException e) {
                throw illegal();
            }
        } while (accept(','));
        expect(')');
        return arguments;
    }

    private String fieldName() {
        String name = until(":").strip();
        return name.startsWith("`") && name.endsWith("`") && name.length() > 1
                ? name.substring(1, name.length() - 1)
                : name;
    }

    private String word() {
        String word = until("<>(),:").strip();
        if (word.isEmpty()) {
            throw illegal();
        }
        return word;
    }

    private String until(String ends) {
        int start = position;
        while (position < text.length() && ends.indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private boolean at(char character) {
        return position < text.length() && text.charAt(position) == character;
    }

    private boolean accept(char character) {
        if (at(character)) {
            position++;
            return true;
        }
        return false;
    }

    private void expect(char character) {
        if (!accept(character)) {
            throw illegal();
        }
    }

    private IllegalArgumentException illegal() {
        return new IllegalArgumentException("'" + text + "' is not a type of Hive (at character " + position + ")");
    }
}
