package dev.landfall.localcloud.bigquery.sql.analyzer;

import com.google.zetasql.Analyzer;
import com.google.zetasql.AnalyzerOptions;
import com.google.zetasql.LanguageOptions;
import com.google.zetasql.ParseResumeLocation;
import com.google.zetasql.SimpleCatalog;
import com.google.zetasql.Type;
import com.google.zetasql.ZetaSQLBuiltinFunctionOptions;
import com.google.zetasql.ZetaSQLOptions.ErrorMessageMode;
import com.google.zetasql.ZetaSQLOptions.ParameterMode;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedStatement;
import dev.landfall.localcloud.bigquery.sql.CatalogView;
import dev.landfall.localcloud.bigquery.sql.QueryParameter;
import dev.landfall.localcloud.bigquery.sql.QueryParameters;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Google's analyzer in this process. Statements are analyzed one at a time: there is one catalog with the built-in
 * functions, which takes more than a second to build, and each statement's tables are put into it and taken out again.
 */
public final class GoogleSqlAnalyzer {
    /** The analyzer's own copy of gRPC warns at start that it cannot resolve host names; it never needs to. */
    private static final Logger NAME_RESOLVER_LOG = Logger.getLogger("com.google.zetasql.io.grpc.NameResolverRegistry");

    private final LanguageOptions language;
    private final SimpleCatalog root;
    /** Never changed: each new one is a call into the native library, which costs as much as a short statement. */
    private final AnalyzerOptions withoutParameters;

    private GoogleSqlAnalyzer() {
        NAME_RESOLVER_LOG.setLevel(Level.SEVERE);
        language = Dialect.options();
        root = functions();
        withoutParameters = newOptions(QueryParameters.none());
    }

    private SimpleCatalog functions() {
        SimpleCatalog catalog = new SimpleCatalog("bigquery");
        catalog.addZetaSQLFunctionsAndTypes(new ZetaSQLBuiltinFunctionOptions(language));
        return catalog;
    }

    public static GoogleSqlAnalyzer create() {
        return new GoogleSqlAnalyzer();
    }

    /** Parses a whole script. */
    public Script parse(String sql) {
        QuotedPaths original = QuotedPaths.rewrite(sql, Set.of());
        List<Script.Statement> statements = split(original);
        Set<String> dotted = new HashSet<>();
        for (Script.Statement statement : statements) {
            statement.tables().forEach(path -> dotted.addAll(path.parts()));
        }
        dotted.removeIf(part -> part.indexOf('.') < 0);
        if (dotted.isEmpty()) {
            return new Script(original, statements);
        }
        QuotedPaths rewritten = QuotedPaths.rewrite(sql, dotted);
        return new Script(rewritten, split(rewritten));
    }

    private List<Script.Statement> split(QuotedPaths text) {
        AnalyzerOptions options = options(QueryParameters.none());
        byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
        ParseResumeLocation location = new ParseResumeLocation(text.text());
        List<Script.Statement> statements = new ArrayList<>();
        while (!Blank.after(bytes, location.getBytePosition())) {
            int start = Blank.skip(bytes, location.getBytePosition());
            Optional<VariableStatement> variables = VariableStatement.parse(
                    text.text(), characters(bytes, 0, start).length());
            if (variables.isPresent()) {
                int end = Math.min(text.text().length(), variables.get().end() + 1);
                location.setBytePosition(bytes(text.text().substring(0, end)));
                statements.add(variable(text, start, location.getBytePosition(), variables.get()));
                continue;
            }
            List<List<String>> names =
                    Script.located(text, () -> Analyzer.extractTableNamesFromNextStatement(location, options));
            String statement = characters(bytes, start, location.getBytePosition());
            statements.add(new Script.Statement(
                    start, location.getBytePosition(), paths(names), AlterTarget.of(statement), Optional.empty()));
        }
        if (statements.isEmpty()) {
            throw SqlException.invalid("Syntax error: Unexpected end of statement at [1:1]");
        }
        return statements;
    }

    private Script.Statement variable(QuotedPaths text, int start, int end, VariableStatement statement) {
        List<TablePath> tables = statement.value().isEmpty()
                ? List.of()
                : paths(Script.located(
                        text,
                        () -> Analyzer.extractTableNamesFromStatement(
                                query(statement), options(QueryParameters.none()))));
        return new Script.Statement(start, end, tables, Optional.empty(), Optional.of(statement));
    }

    /** The value of a DECLARE or SET as a query of one row. */
    private static String query(VariableStatement statement) {
        return "SELECT (" + statement.value().orElse("NULL") + "\n)";
    }

    private static List<TablePath> paths(List<List<String>> names) {
        return names.stream().map(TablePath::new).toList();
    }

    private static String characters(byte[] text, int start, int end) {
        return new String(text, start, end - start, StandardCharsets.UTF_8);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The variables of a script that begins. */
    public Variables variables() {
        return new Variables(this::functions);
    }

    /** The type of this name, as DECLARE writes types. */
    public synchronized Type type(String name, Variables variables) {
        SimpleCatalog home = variables.catalog().orElse(root);
        if (name.indexOf('(') >= 0) {
            throw SqlException.notImplemented("DECLARE of a type with parameters");
        }
        try {
            return Analyzer.analyzeExpression("CAST(NULL AS " + name + "\n)", options(QueryParameters.none()), home)
                    .getType();
        } catch (com.google.zetasql.SqlException failure) {
            throw SqlException.invalid("Invalid type of a variable: " + name.trim() + ". " + failure.getMessage());
        }
    }

    /** Resolves the value of a DECLARE or SET, which is a query of one row and one column. */
    public synchronized AnalyzedStatement value(
            Script script, int index, QueryParameters parameters, Variables variables, CatalogView view) {
        Script.Statement statement = script.statement(index);
        SimpleCatalog home = variables.catalog().orElse(root);
        String query = query(statement.variables().orElseThrow());
        try (StatementCatalog catalog = StatementCatalog.open(home, statement.tables(), view)) {
            ResolvedStatement resolved =
                    script.located(statement, () -> Analyzer.analyzeStatement(query, options(parameters), home));
            return new AnalyzedStatement(resolved, catalog.tables(), view, parameters, variables);
        }
    }

    /** Resolves one statement of a script. */
    public synchronized AnalyzedStatement analyze(
            Script script, int index, QueryParameters parameters, Variables variables, CatalogView view) {
        AnalyzerOptions options = options(parameters);
        SimpleCatalog home = variables.catalog().orElse(root);
        Script.Statement statement = script.statement(index);
        ParseResumeLocation location = new ParseResumeLocation(script.text());
        location.setBytePosition(statement.start());
        List<TablePath> tables = new ArrayList<>(statement.tables());
        statement.altered().map(AlterTarget::path).ifPresent(tables::add);
        try (StatementCatalog catalog = StatementCatalog.open(home, tables, view)) {
            ResolvedStatement resolved = script.located(() -> Analyzer.analyzeNextStatement(location, options, home));
            return new AnalyzedStatement(resolved, catalog.tables(), view, parameters, variables);
        }
    }

    private AnalyzerOptions options(QueryParameters parameters) {
        return parameters.equals(QueryParameters.none()) ? withoutParameters : newOptions(parameters);
    }

    private AnalyzerOptions newOptions(QueryParameters parameters) {
        AnalyzerOptions options = new AnalyzerOptions();
        options.setLanguageOptions(language);
        options.setDefaultTimezone("UTC");
        options.setErrorMessageMode(ErrorMessageMode.ERROR_MESSAGE_ONE_LINE);
        options.setPruneUnusedColumns(true);
        options.setCreateNewColumnForEachProjectedOutput(true);
        boolean positional = parameters.mode() == QueryParameters.Mode.POSITIONAL;
        options.setParameterMode(positional ? ParameterMode.PARAMETER_POSITIONAL : ParameterMode.PARAMETER_NAMED);
        for (QueryParameter parameter : parameters.values()) {
            if (positional) {
                options.addPositionalQueryParameter(GoogleTypes.of(parameter.type()));
            } else {
                options.addQueryParameter(parameter.name(), GoogleTypes.of(parameter.type()));
            }
        }
        return options;
    }
}
