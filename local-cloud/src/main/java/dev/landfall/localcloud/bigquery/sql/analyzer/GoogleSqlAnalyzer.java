package dev.landfall.localcloud.bigquery.sql.analyzer;

import com.google.zetasql.Analyzer;
import com.google.zetasql.AnalyzerOptions;
import com.google.zetasql.LanguageOptions;
import com.google.zetasql.ParseResumeLocation;
import com.google.zetasql.SimpleCatalog;
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

    private GoogleSqlAnalyzer() {
        NAME_RESOLVER_LOG.setLevel(Level.SEVERE);
        language = Dialect.options();
        root = new SimpleCatalog("bigquery");
        root.addZetaSQLFunctionsAndTypes(new ZetaSQLBuiltinFunctionOptions(language));
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
            List<List<String>> names =
                    Script.located(text, () -> Analyzer.extractTableNamesFromNextStatement(location, options));
            String statement = new String(bytes, start, location.getBytePosition() - start, StandardCharsets.UTF_8);
            statements.add(new Script.Statement(
                    start, names.stream().map(TablePath::new).toList(), AlterTarget.of(statement)));
        }
        if (statements.isEmpty()) {
            throw SqlException.invalid("Syntax error: Unexpected end of statement at [1:1]");
        }
        return statements;
    }

    /** Resolves one statement of a script. */
    public synchronized AnalyzedStatement analyze(
            Script script, int index, QueryParameters parameters, CatalogView view) {
        AnalyzerOptions options = options(parameters);
        Script.Statement statement = script.statement(index);
        ParseResumeLocation location = new ParseResumeLocation(script.text());
        location.setBytePosition(statement.start());
        List<TablePath> tables = new ArrayList<>(statement.tables());
        statement.altered().map(AlterTarget::path).ifPresent(tables::add);
        try (StatementCatalog catalog = StatementCatalog.open(root, tables, view)) {
            ResolvedStatement resolved = script.located(() -> Analyzer.analyzeNextStatement(location, options, root));
            return new AnalyzedStatement(resolved, catalog.tables(), view, parameters);
        }
    }

    private AnalyzerOptions options(QueryParameters parameters) {
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
