package dev.landfall.localcloud.bigquery.query;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.sql.analyzer.Script;
import java.util.Optional;

/** What the API says of a statement of a script beyond what it says of any query. */
final class ChildJobs {
    private ChildJobs() {}

    static JsonObject configuration(Script.Place place) {
        JsonObject query = new JsonObject();
        query.addProperty("query", place.text());
        query.addProperty("useLegacySql", false);
        query.addProperty("priority", "INTERACTIVE");
        JsonObject configuration = new JsonObject();
        configuration.addProperty("jobType", "QUERY");
        configuration.add("query", query);
        return configuration;
    }

    /** @param expression whether the job computed a value of the script, rather than one of its statements */
    static JsonObject statistics(
            JsonObject ofStatement, Script.Place place, boolean expression, Optional<String> transaction) {
        JsonObject frame = new JsonObject();
        frame.addProperty("startLine", place.startLine());
        frame.addProperty("startColumn", place.startColumn());
        frame.addProperty("endLine", place.endLine());
        frame.addProperty("endColumn", place.endColumn());
        frame.addProperty("text", place.text());
        JsonArray frames = new JsonArray();
        frames.add(frame);
        JsonObject script = new JsonObject();
        script.addProperty("evaluationKind", expression ? "EXPRESSION" : "STATEMENT");
        script.add("stackFrames", frames);
        JsonObject statistics = ofStatement.deepCopy();
        statistics.add("scriptStatistics", script);
        transaction.ifPresent(id -> {
            JsonObject info = new JsonObject();
            info.addProperty("transactionId", id);
            statistics.add("transactionInfo", info);
        });
        return statistics;
    }
}
