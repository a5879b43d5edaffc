package dev.landfall.cli;

import dev.landfall.core.landing.LandingGrammar;
import dev.landfall.core.table.DatasetName;
import dev.landfall.gcp.client.CloudClients;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which deployment a command talks to, from the environment: {@code LANDFALL_PROJECT}, {@code LANDFALL_LOCATION},
 * {@code LANDFALL_FIRESTORE_DATABASE}, {@code LANDFALL_LANDING} ({@code gs://bucket}) and
 * {@code LANDFALL_LANDING_PREFIX}; commands that load also need {@code LANDFALL_STAGING_DATASET} and
 * {@code LANDFALL_MERGE_TOPIC}, and obey {@code LANDFALL_DATASETS}.
 */
record Deployment(Map<String, String> environment) {
    private static final String SCHEME = "gs://";

    Deployment {
        environment = Map.copyOf(environment);
    }

    /**
     * The caller closes it.
     *
     * @throws UserError naming the variable that is missing
     */
    CloudClients clients() {
        try {
            return CloudClients.of(environment);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage() + ": it says which deployment to talk to. For a laptop, source the file"
                    + " that './landfall local' or './landfall demo --keep' prints.");
        }
    }

    /**
     * The caller closes it.
     *
     * @throws UserError naming the variable that is missing
     */
    Connection connect() {
        return new Connection(this, clients());
    }

    /** The same reading of object names that the loader has. */
    LandingGrammar grammar() {
        Set<DatasetName> datasets = Arrays.stream(
                        environment.getOrDefault("LANDFALL_DATASETS", "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(DatasetName::new)
                .collect(Collectors.toUnmodifiableSet());
        return new LandingGrammar(landingPrefix(), datasets);
    }

    /** Where files are dropped; ends with a slash, or is empty. */
    String landingPrefix() {
        return environment.getOrDefault("LANDFALL_LANDING_PREFIX", "landing/");
    }

    DatasetName stagingDataset() {
        return new DatasetName(needed("LANDFALL_STAGING_DATASET", "the dataset of the staging tables"));
    }

    String mergeTopic() {
        return needed("LANDFALL_MERGE_TOPIC", "the topic that wakes the merge function");
    }

    private String needed(String name, String what) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new UserError("Set " + name + " to " + what + ", as the loader function has it: this command loads");
        }
        return value;
    }

    /** The landing bucket's name. */
    String bucket() {
        String landing = environment.get("LANDFALL_LANDING");
        if (landing == null || !landing.startsWith(SCHEME) || landing.length() == SCHEME.length()) {
            throw new UserError("Set LANDFALL_LANDING to the landing bucket, like gs://my-landing-bucket"
                    + (landing == null ? "" : "; it is '" + landing + "'"));
        }
        String bucket = landing.substring(SCHEME.length());
        return bucket.endsWith("/") ? bucket.substring(0, bucket.length() - 1) : bucket;
    }
}
