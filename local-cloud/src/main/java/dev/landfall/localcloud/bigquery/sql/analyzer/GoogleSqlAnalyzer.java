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
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Google's analyzer in this process. Statements are analyzed one at a time: there is one catalog with the built-in
 * functions, which takes more than a second to build, and each statement's tables are put into it and taken out again.
 */
public final class GoogleSqlAnalyzer {
    /** The analyzer's own copy of gRPC warns at start that it cannot resolve host names; it never needs to. */
    private static final Logger NAME_RESOLVER_LOG = Logger.getLogger("com.google.zetasql.io.grpc.NameResolverRegistry");

    private final LanguageOptions language = Dialect.options();
    private final SimpleCatalog root;

    private GoogleSqlAnalyzer() {
        NAME_RESOLVER_LOG.setLevel(Level.SEVERE);
        root = new SimpleCatalog("bigquery");
        root.addZetaSQLFunctionsAndTypes(new ZetaSQLBuiltinFunctionOptions(language));
    }

    public static GoogleSqlAnalyzer create() {
        return new GoogleSqlAnalyzer();
    }

    /** A statement's place in a script, in bytes, and the tables it names. */
    public record Source(int start, List<TablePath> tables) {
        public Source {
            tables = List.copyOf(tables);
        }
    }

    /** Parses a whole script. */
    public List<Source> split(String sql) {
        AnalyzerOptions options = options(QueryParameters.none());
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        ParseResumeLocation location = new ParseResumeLocation(sql);
        List<Source> sources = new ArrayList<>();
        while (!Blank.after(text, location.getBytePosition())) {
            int start = location.getBytePosition();
            List<List<String>> names =
                    GoogleErrors.calling(() -> Analyzer.extractTableNamesFromNextStatement(location, options));
            sources.add(new Source(start, names.stream().map(TablePath::new).toList()));
        }
        if (sources.isEmpty()) {
            throw SqlException.invalid("Syntax error: Unexpected end of statement [at 1:1]");
        }
        return sources;
    }

    /** Resolves one statement of a script. */
    public synchronized AnalyzedStatement analyze(
            String sql, Source source, QueryParameters parameters, CatalogView view) {
        AnalyzerOptions options = options(parameters);
        ParseResumeLocation location = new ParseResumeLocation(sql);
        location.setBytePosition(source.start());
        try (StatementCatalog catalog = StatementCatalog.open(root, source.tables(), view)) {
            ResolvedStatement statement =
                    GoogleErrors.calling(() -> Analyzer.analyzeNextStatement(location, options, root));
            return new AnalyzedStatement(statement, catalog.tables(), view, parameters);
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
