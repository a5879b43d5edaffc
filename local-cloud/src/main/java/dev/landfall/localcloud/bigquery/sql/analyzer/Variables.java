package dev.landfall.localcloud.bigquery.sql.analyzer;

import com.google.common.collect.ImmutableList;
import com.google.zetasql.Constant;
import com.google.zetasql.SimpleCatalog;
import com.google.zetasql.SimpleConstantProtos.SimpleConstantProto;
import com.google.zetasql.Type;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.Value;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The variables that a script has declared, and what they hold now. Not thread-safe. */
public final class Variables {
    /** @param text the value as DuckDB writes it; null is NULL */
    private record Content(Type type, @Nullable String text, boolean known) {}

    private final Map<String, Content> contents = new LinkedHashMap<>();
    private final Supplier<SimpleCatalog> functions;
    private @Nullable SimpleCatalog catalog;

    /** @param functions makes a catalog of the built-in functions, which takes a while */
    Variables(Supplier<SimpleCatalog> functions) {
        this.functions = functions;
    }

    /** Where statements find the variables, if there are any. A column of the same name comes first. */
    Optional<SimpleCatalog> catalog() {
        return Optional.ofNullable(catalog);
    }

    public void declare(String name, Type type) {
        if (contents.putIfAbsent(key(name), new Content(type, null, true)) != null) {
            throw SqlException.invalid("Variable '" + name + "' redeclaration");
        }
        SimpleCatalog home = catalog == null ? functions.get() : catalog;
        catalog = home;
        home.addConstant(Constant.deserialize(
                SimpleConstantProto.newBuilder()
                        .addNamePath(name)
                        .setType(type.serialize())
                        .setValue(Value.createNullValue(type).serialize())
                        .build(),
                ImmutableList.of(),
                TypeFactory.nonUniqueNames()));
    }

    public Type type(String name) {
        return content(name).type();
    }

    /** Whether the value is known; in a dry run a value that would come from a table is not. */
    public boolean isKnown(String name) {
        return content(name).known();
    }

    /** The value as DuckDB writes it, null if it is NULL. */
    public @Nullable String text(String name) {
        return content(name).text();
    }

    /** @param text as DuckDB writes it; null is NULL */
    public void assign(String name, @Nullable String text) {
        contents.put(key(name), new Content(type(name), text, true));
    }

    /** The value would be known only after a query that does not run. */
    public void forget(String name) {
        contents.put(key(name), new Content(type(name), null, false));
    }

    private Content content(String name) {
        Content content = contents.get(key(name));
        if (content == null) {
            throw SqlException.invalid("Undeclared variable: " + name);
        }
        return content;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
