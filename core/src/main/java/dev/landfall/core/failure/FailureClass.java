package dev.landfall.core.failure;

import java.util.Map;

/**
 * What to do about a failed job, by the reason that BigQuery gave ("Error messages" in its documentation) and never by
 * the text of a message.
 */
public enum FailureClass {
    /** Again at once, with a new job id: the service had a bad moment. */
    RETRY,
    /** Again after the event is delivered again: a quota or a lock that time heals. */
    LATER,
    /** Never: this input cannot succeed. */
    POISON,
    /** Not the input's fault and not healed by time: access, billing, a missing dataset. */
    CONFIGURATION;

    private static final Map<String, FailureClass> OF_REASON = Map.ofEntries(
            Map.entry("backendError", RETRY),
            Map.entry("internalError", RETRY),
            Map.entry("jobBackendError", RETRY),
            Map.entry("jobInternalError", RETRY),
            Map.entry("jobRateLimitExceeded", RETRY),
            Map.entry("rateLimitExceeded", RETRY),
            Map.entry("tableUnavailable", RETRY),
            Map.entry("stopped", RETRY),
            Map.entry("quotaExceeded", LATER),
            Map.entry("resourceInUse", LATER),
            // Also what too many queued DML statements on a table give.
            Map.entry("resourcesExceeded", LATER),
            Map.entry("timeout", LATER),
            Map.entry("accessDenied", CONFIGURATION),
            Map.entry("billingNotEnabled", CONFIGURATION),
            Map.entry("billingTierLimitExceeded", CONFIGURATION),
            Map.entry("blocked", CONFIGURATION),
            Map.entry("invalidUser", CONFIGURATION));

    /**
     * The class of a reason in the {@code errorResult} of a finished job. There {@code notFound} means that an object
     * is gone, and a reason that is not known means that the input is at fault, so that it cannot block its siblings.
     */
    public static FailureClass ofJob(String reason) {
        return OF_REASON.getOrDefault(reason, POISON);
    }

    /**
     * The class of a reason that the API gave instead of taking a request. There something that does not exist points to
     * the deployment and not to a file; a request that is wrong was made wrong by its input.
     */
    public static FailureClass ofRequest(String reason) {
        return reason.equals("notFound") ? CONFIGURATION : ofJob(reason);
    }
}
