package dev.landfall.migration.catalog;

import java.util.List;

/** A type as Hive declares it. */
public sealed interface HiveType {
    /** A scalar by its lower-case word, without length: {@code int}, {@code varchar}, {@code timestamp}. */
    record Scalar(String word) implements HiveType {}

    /** {@code decimal(precision, scale)}. */
    record Decimal(int precision, int scale) implements HiveType {}

    /** {@code array<element>}. */
    record Array(HiveType element) implements HiveType {}

    /** {@code map<key,value>}. */
    record MapOf(HiveType key, HiveType value) implements HiveType {}

    /** {@code struct<name:type,...>}. */
    record Struct(List<Field> fields) implements HiveType {
        public Struct {
            fields = List.copyOf(fields);
        }
    }

    /** One field of a struct. */
    record Field(String name, HiveType type) {}

    /** {@code uniontype<...>}. */
    record Union(List<HiveType> members) implements HiveType {
        public Union {
            members = List.copyOf(members);
        }
    }

    /** @throws IllegalArgumentException if the text is no type */
    static HiveType parse(String text) {
        return new HiveTypeParser(text).parse();
    }
}
