package dev.landfall.core.setting;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every environment variable of Landfall's own: what it is called, which programs read it, what it means. Whoever reads
 * one reads it through here, Terraform sets exactly these ({@code terraform/function-environment.tf}), and the table in
 * {@code docs/deploy.md} is this list; tests compare all three.
 */
public enum Setting {
    PROJECT("project", "Project that everything is in", Program.values()),
    LOCATION("location", "Location of the datasets, where jobs run", Program.values()),
    FIRESTORE_DATABASE("firestore_database", "(default)", "Database of the ledger", Program.values()),
    STAGING_DATASET(
            "staging_dataset", "Dataset of the staging tables", Program.LOADER, Program.SWEEPER, Program.COMMAND),
    DATASETS(
            "datasets",
            "",
            "Datasets that may be written, with commas; empty means every dataset",
            Program.LOADER,
            Program.SWEEPER,
            Program.COMMAND),
    LANDING_PREFIX(
            "landing_prefix",
            "landing/",
            "What is outside is ignored",
            Program.LOADER,
            Program.SWEEPER,
            Program.COMMAND),
    LANDING_PATTERN(
            "landing_pattern",
            "",
            "Other forms of object names, one a line (docs/landing.md); empty means the default form",
            Program.LOADER,
            Program.SWEEPER,
            Program.COMMAND),
    LOAD_JOBS_PER_DAY(
            "load_jobs_per_day",
            "90000",
            "Load jobs of all tables together in any 24 hours",
            Program.LOADER,
            Program.SWEEPER,
            Program.COMMAND),
    TABLE_LOAD_JOBS_PER_DAY(
            "table_load_jobs_per_day",
            "1350",
            "Load jobs of each table in any 24 hours",
            Program.LOADER,
            Program.SWEEPER,
            Program.COMMAND),
    MERGE_TOPIC(
            "name of the merge topic", "Topic of the merge messages", Program.LOADER, Program.SWEEPER, Program.COMMAND),
    DEADLINE(
            "deadline_minutes",
            "PT8M",
            "How long one delivery is worked on, as an ISO 8601 duration",
            Program.LOADER,
            Program.MERGER,
            Program.SWEEPER),
    MERGE_BUDGET_BYTES(
            "merge_budget_bytes",
            "",
            "Bytes that one merge may scan unless its table's spec says otherwise; empty means any",
            Program.MERGER),
    MERGE_ABOVE_BUDGET(
            "merge_above_budget", "defer", "What becomes of a merge above its budget: defer or refuse", Program.MERGER),
    LANDING("landing bucket", "Landing bucket, as gs://BUCKET", Program.SWEEPER, Program.COMMAND),
    ENVIRONMENT("not set", "", "Which environment of the pipeline file is meant", Program.COMMAND),
    DEBUG("not set", "", "Anything: errors come with their stack trace", Program.COMMAND);

    private final String source;
    private final @Nullable String fallback;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // the set is never changed and nobody else has it
    private final Set<Program> readers;

    Setting(String source, @Nullable String fallback, String meaning, Program... readers) {
        this.source = source;
        this.fallback = fallback;
        this.meaning = meaning;
        this.readers = Collections.unmodifiableSet(EnumSet.copyOf(Arrays.asList(readers)));
    }

    /** One that must be set. */
    Setting(String source, String meaning, Program... readers) {
        this(source, null, meaning, readers);
    }

    /** The environment variable's name. */
    public String variable() {
        return "LANDFALL_" + name();
    }

    /** What holds if the variable is not set; empty if it must be set. */
    public Optional<String> fallback() {
        return Optional.ofNullable(fallback);
    }

    public String meaning() {
        return meaning;
    }

    /** The variable or name of the Terraform module that its value comes from. */
    public String source() {
        return source;
    }

    public Set<Program> readers() {
        return readers;
    }

    /**
     * Its value in an environment.
     *
     * @throws IllegalArgumentException naming the variable, if it must be set and is not
     */
    public String in(Map<String, String> environment) {
        @Nullable String value = environment.get(variable());
        if (value != null && !value.isBlank()) {
            return value;
        }
        if (fallback == null) {
            throw new IllegalArgumentException("Set the environment variable " + variable());
        }
        return fallback;
    }

    /** Its value as a duration. @throws IllegalArgumentException naming the variable, if it is none */
    public Duration durationIn(Map<String, String> environment) {
        String text = in(environment);
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(variable() + " is a duration such as PT8M, not " + text, e);
        }
    }

    /** Its value as a number. @throws IllegalArgumentException naming the variable, if it is none */
    public long numberIn(Map<String, String> environment) {
        String text = in(environment);
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(variable() + " is a whole number, not " + text, e);
        }
    }

    /** Its value as a list that is written with commas. */
    public List<String> listIn(Map<String, String> environment) {
        return Arrays.stream(in(environment).split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }
}
