package dev.landfall.localcloud.bigquery.query;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.Authorship;
import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.engine.Engine;
import dev.landfall.localcloud.bigquery.engine.EngineException;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.informationschema.InformationSchema;
import dev.landfall.localcloud.bigquery.job.JobControl;
import dev.landfall.localcloud.bigquery.job.JobOutcome;
import dev.landfall.localcloud.bigquery.job.JobWork;
import dev.landfall.localcloud.bigquery.job.Passage;
import dev.landfall.localcloud.bigquery.job.ScriptStep;
import dev.landfall.localcloud.bigquery.load.ExternalTables;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.sql.SqlErrors;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import dev.landfall.localcloud.bigquery.sql.StatementReader;
import dev.landfall.localcloud.bigquery.sql.TableRead;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement;
import dev.landfall.localcloud.bigquery.sql.Translator;
import dev.landfall.localcloud.bigquery.sql.analyzer.Script;
import dev.landfall.localcloud.http.ApiException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One query job: a script of one or more GoogleSQL statements. */
public final class QueryJob implements JobWork {
    private final Engine engine;
    private final Catalog catalog;
    private final InformationSchema views;
    private final ExternalTables externalTables;
    private final ResultStore results;
    private final Translator translator;
    private final JobCatalogView view;
    private final JsonObject configuration;

    /** @throws ApiException if the configuration asks for what cannot be */
    public QueryJob(
            Engine engine,
            Catalog catalog,
            InformationSchema views,
            ExternalTables externalTables,
            ResultStore results,
            Translator translator,
            String project,
            String location,
            JsonObject configuration) {
        this.engine = engine;
        this.catalog = catalog;
        this.views = views;
        this.externalTables = externalTables;
        this.results = results;
        this.translator = translator;
        this.configuration = configuration;
        this.view = new JobCatalogView(catalog, project, defaultDataset(configuration), location);
        JsonElement legacy = configuration.get("useLegacySql");
        if (legacy == null || legacy.isJsonNull() || legacy.getAsBoolean()) {
            throw ApiException.unimplemented("legacy SQL, which is the API's default; send \"useLegacySql\": false");
        }
        for (String key : new String[] {"tableDefinitions", "createSession", "continuous"}) {
            if (configuration.has(key)
                    && !configuration.get(key).isJsonNull()
                    && !configuration.get(key).toString().equals("false")) {
                throw ApiException.unimplemented("the query option " + key);
            }
        }
    }

    @Override
    public JobOutcome run(JobControl control) {
        return inBigQueryWords(() -> {
            StatementReader reader = read();
            try (Session session = engine.session();
                    ScriptRun script = new ScriptRun(
                            catalog, results, externalTables, session, view.defaultProject(), view.location())) {
                control.attach(session);
                try {
                    return run(control, reader, session, script);
                } finally {
                    control.detach();
                }
            }
        });
    }

    private JobOutcome run(JobControl control, StatementReader reader, Session session, ScriptRun script) {
        if (reader.isScript()) {
            Authorship.disclaim();
        }
        QueryStatistics statistics = new QueryStatistics();
        Optional<QueryResult> result = Optional.empty();
        while (reader.hasNext()) {
            control.check();
            StatementOutcome outcome = reader.isScript()
                    ? step(control, reader, session, script, statistics)
                    : statement(control, reader, session, script, statistics);
            if (outcome.result().isPresent()) {
                result = outcome.result();
            }
        }
        Optional<QueryResult> delivered = result.map(rows -> deliver(session, rows));
        return new JobOutcome(reader.isScript() ? statistics.ofScript(delivered) : statistics.ofStatement(), delivered);
    }

    private StatementOutcome statement(
            JobControl control, StatementReader reader, Session session, ScriptRun script, QueryStatistics statistics) {
        TranslatedStatement statement = reader.next(view);
        statistics.before(statement, session, catalog);
        checkCost(statistics);
        views.prepare(session, statement.referencedTables());
        externalTables.prepare(session, tablesRead(statement));
        StatementOutcome outcome;
        try (Passage.Underway underway = control.enter(StatementOperations.of(statement))) {
            outcome = script.execute(statement);
        }
        statistics.after(outcome);
        return outcome;
    }

    /** Runs a statement of a script and makes it known as a child job, whatever becomes of it. */
    private StatementOutcome step(
            JobControl control, StatementReader reader, Session session, ScriptRun script, QueryStatistics total) {
        Script.Place place = reader.place();
        Instant started = catalog.now();
        Optional<String> transaction = script.transactionId();
        QueryStatistics own = new QueryStatistics();
        JsonObject child = ChildJobs.configuration(place);
        try {
            StatementOutcome outcome = inBigQueryWords(() -> statement(control, reader, session, script, own));
            total.add(own);
            checkCost(total);
            if (!own.isLocal()) {
                JsonObject statistics = ChildJobs.statistics(
                        own.ofStatement(), place, own.isExpression(), transaction.or(script::transactionId));
                control.record(new ScriptStep(
                        child, started, catalog.now(), new JobOutcome(statistics, outcome.result()), null));
            }
            return outcome;
        } catch (ApiException e) {
            JsonObject statistics = ChildJobs.statistics(own.ofStatement(), place, own.isExpression(), transaction);
            control.record(
                    new ScriptStep(child, started, catalog.now(), new JobOutcome(statistics, Optional.empty()), e));
            throw e;
        }
    }

    private QueryResult deliver(Session session, QueryResult rows) {
        return QueryDestination.parse(view.defaultProject(), configuration)
                .map(destination -> destination.write(catalog, session, rows))
                .orElse(rows);
    }

    /** What the job would do, without doing it: its statistics. */
    public JsonObject dryRun() {
        return inBigQueryWords(() -> {
            StatementReader reader = read();
            QueryStatistics statistics = new QueryStatistics();
            try (Session session = engine.session()) {
                while (reader.hasNext()) {
                    TranslatedStatement statement = reader.next(view);
                    statistics.before(statement, session, catalog);
                    if (statement instanceof TranslatedStatement.Assignment assignment) {
                        VariableAssignment.runDry(assignment, session);
                    }
                    if (statement instanceof TranslatedStatement.Query query) {
                        statistics.schema(query.output());
                    }
                }
            }
            checkCost(statistics);
            return reader.isScript() ? statistics.ofScript(Optional.empty()) : statistics.ofStatement();
        });
    }

    private StatementReader read() {
        if (!configuration.has("query")) {
            throw ApiException.invalid("Required parameter is missing: query");
        }
        return translator.read(configuration.get("query").getAsString(), ParameterJson.parse(configuration));
    }

    private void checkCost(QueryStatistics statistics) {
        JsonElement limit = configuration.get("maximumBytesBilled");
        if (limit != null && !limit.isJsonNull() && statistics.bytes() > limit.getAsLong()) {
            throw new ApiException(
                    400,
                    "bytesBilledLimitExceeded",
                    "Query exceeded limit for bytes billed: " + limit.getAsLong() + ". " + statistics.bytes()
                            + " or higher required.");
        }
    }

    private static Set<TableName> tablesRead(TranslatedStatement statement) {
        return statement.reads().stream().map(TableRead::table).collect(Collectors.toSet());
    }

    private static Optional<String> defaultDataset(JsonObject configuration) {
        return configuration.has("defaultDataset")
                        && configuration.get("defaultDataset").isJsonObject()
                ? Optional.of(configuration
                        .getAsJsonObject("defaultDataset")
                        .get("datasetId")
                        .getAsString())
                : Optional.empty();
    }

    /** Something whose failures are SQL's. */
    @FunctionalInterface
    private interface Step<T> {
        T run();
    }

    private static <T> T inBigQueryWords(Step<T> step) {
        try {
            return step.run();
        } catch (EngineException e) {
            throw apiException(SqlErrors.translate(e.failure()));
        } catch (SqlException e) {
            throw apiException(e);
        }
    }

    private static ApiException apiException(SqlException e) {
        int status = switch (e.reason()) {
            case NOT_FOUND -> 404;
            case NOT_IMPLEMENTED -> 501;
            case INTERNAL_ERROR -> 500;
            case INVALID_QUERY, RESPONSE_TOO_LARGE -> 400;
        };
        return new ApiException(status, e.reason().restName(), String.valueOf(e.getMessage()), e.location());
    }
}
