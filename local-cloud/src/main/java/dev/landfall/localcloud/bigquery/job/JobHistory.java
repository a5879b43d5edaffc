package dev.landfall.localcloud.bigquery.job;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.journal.FileJournal;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps jobs over a restart: that they were accepted, and how they ended. The rows of queries it does not keep. */
public final class JobHistory implements Closeable {
    private static final Logger LOG = Logger.getLogger(JobHistory.class.getName());
    private static final String ENDED = "ended";

    private final FileJournal journal;
    private final List<Job> jobs;

    private JobHistory(FileJournal journal, List<Job> jobs) {
        this.journal = journal;
        this.jobs = jobs;
    }

    /**
     * @param committed the jobs, by their ids, whose one commit is in the tables even if their end is not in the file
     * @param now when the jobs that were cut off are said to have ended
     */
    public static JobHistory open(Path file, Set<String> committed, Instant now) throws IOException {
        Kept kept = new Kept();
        FileJournal journal = FileJournal.open(file, kept::replay, changes -> {
            kept.endAll(committed, now);
            kept.jobs.values().forEach(job -> changes.accept(bytes(job)));
        });
        return new JobHistory(
                journal, kept.jobs.values().stream().map(JobHistory::job).toList());
    }

    /** The jobs of earlier runs, all of them DONE. */
    List<Job> jobs() {
        return jobs;
    }

    /** @throws UncheckedIOException if it could not be noted; the job must then be refused */
    void accepted(Job job) {
        journal.append(bytes(begun(job)));
    }

    /** Called before anybody learns that the job has ended. */
    void ended(Job job, Job.End end) {
        JsonObject json = begun(job);
        job.started().ifPresent(time -> json.addProperty("started", time.toString()));
        json.addProperty(ENDED, end.time().toString());
        if (end.outcome() != null) {
            json.add("statistics", end.outcome().statistics());
            json.addProperty("rows", end.outcome().result().isPresent());
        }
        if (end.error() != null) {
            json.add("error", error(end.error()));
        }
        try {
            journal.append(bytes(json));
        } catch (UncheckedIOException e) {
            LOG.log(Level.WARNING, e, () -> "After a restart nobody will know how job " + job.id() + " ended");
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }

    private static JsonObject begun(Job job) {
        JsonObject json = new JsonObject();
        json.addProperty("project", job.id().project());
        json.addProperty("location", job.id().location());
        json.addProperty("id", job.id().id());
        job.parent().ifPresent(parent -> json.addProperty("parent", parent.id()));
        json.addProperty("position", job.position());
        json.add("configuration", job.configuration());
        json.addProperty("created", job.created().toString());
        return json;
    }

    private static JsonObject error(ApiException error) {
        JsonObject json = new JsonObject();
        json.addProperty("status", error.status());
        json.addProperty("reason", error.reason());
        json.addProperty("message", String.valueOf(error.getMessage()));
        json.addProperty("location", error.location());
        return json;
    }

    private static Job job(JsonObject json) {
        return new Job(new KeptJob(json));
    }

    private static byte[] bytes(JsonObject json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What the file says, newest last. */
    private static final class Kept {
        private final Map<String, JsonObject> jobs = new LinkedHashMap<>();

        void replay(byte[] change) {
            JsonObject json = JsonParser.parseString(new String(change, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            jobs.put(new KeptJob(json).id().toString(), json);
        }

        /** Whatever was under way when the earlier run stopped has ended now. */
        void endAll(Set<String> committed, Instant now) {
            jobs.forEach((id, json) -> {
                if (!json.has(ENDED)) {
                    json.addProperty(ENDED, now.toString());
                    if (committed.contains(id)) {
                        json.add("statistics", KeptJob.noStatistics(json));
                    } else {
                        json.add("error", error(KeptJob.cutOff()));
                    }
                }
            });
        }
    }
}
