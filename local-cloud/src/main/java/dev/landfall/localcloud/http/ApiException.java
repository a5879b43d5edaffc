package dev.landfall.localcloud.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * An answer other than success, in the shape of Google's JSON APIs: an HTTP status, a machine-readable reason
 * ({@code notFound}, {@code duplicate}, {@code conditionNotMet}, ...) and a message for people.
 */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;
    private final String location;

    public ApiException(int status, String reason, String message) {
        this(status, reason, message, "");
    }

    /** @param location what the error is about (a field, a position in the SQL text), or empty */
    public ApiException(int status, String reason, String message, String location) {
        super(message);
        this.status = status;
        this.reason = reason;
        this.location = location;
    }

    public static ApiException notFound(String message) {
        return new ApiException(404, "notFound", message);
    }

    public static ApiException invalid(String message) {
        return new ApiException(400, "invalid", message);
    }

    /** What this local cloud does not do, named, instead of a guess. */
    public static ApiException unimplemented(String what) {
        return new ApiException(501, "notImplemented", "The local cloud does not implement " + what + ".");
    }

    public int status() {
        return status;
    }

    public String reason() {
        return reason;
    }

    public String location() {
        return location;
    }

    /** The error envelope that the Google JSON clients parse. */
    JsonObject toJson() {
        String message = Optional.ofNullable(getMessage()).orElse(reason);
        JsonObject detail = new JsonObject();
        detail.addProperty("domain", "global");
        detail.addProperty("reason", reason);
        detail.addProperty("message", message);
        if (!location.isEmpty()) {
            detail.addProperty("location", location);
        }
        JsonArray details = new JsonArray();
        details.add(detail);
        JsonObject error = new JsonObject();
        error.addProperty("code", status);
        error.addProperty("message", message);
        error.add("errors", details);
        JsonObject envelope = new JsonObject();
        envelope.add("error", error);
        return envelope;
    }
}
