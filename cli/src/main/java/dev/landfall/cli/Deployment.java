package dev.landfall.cli;

import dev.landfall.core.landing.LandingGrammar;
import dev.landfall.core.setting.Program;
import dev.landfall.core.setting.Setting;
import dev.landfall.core.table.DatasetName;
import dev.landfall.gcp.client.CloudClients;
import java.util.Map;

/** Which deployment a command talks to, from the environment: the settings of {@link Program#COMMAND}. */
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
        try {
            return LandingGrammar.of(environment);
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    /** Where files are dropped; ends with a slash, or is empty. */
    String landingPrefix() {
        return Setting.LANDING_PREFIX.in(environment);
    }

    DatasetName stagingDataset() {
        return new DatasetName(needed(Setting.STAGING_DATASET));
    }

    String mergeTopic() {
        return needed(Setting.MERGE_TOPIC);
    }

    private String needed(Setting setting) {
        try {
            return setting.in(environment);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    e.getMessage() + " (" + setting.meaning() + "), as the loader function has it: this command loads");
        }
    }

    /** The landing bucket's name. */
    String bucket() {
        String landing = environment.get(Setting.LANDING.variable());
        if (landing == null || !landing.startsWith(SCHEME) || landing.length() == SCHEME.length()) {
            throw new UserError("Set LANDFALL_LANDING to the landing bucket, like gs://my-landing-bucket"
                    + (landing == null ? "" : "; it is '" + landing + "'"));
        }
        String bucket = landing.substring(SCHEME.length());
        return bucket.endsWith("/") ? bucket.substring(0, bucket.length() - 1) : bucket;
    }
}
