package dev.landfall.localcloud.bigquery.rest;

import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Request;

/** Conditional requests. */
final class Preconditions {
    private Preconditions() {}

    /** @throws ApiException 412 if the client expects another version */
    static void checkIfMatch(Request request, String etag) {
        request.header("If-Match").filter(expected -> !expected.equals("*")).ifPresent(expected -> {
            if (!expected.replace("\"", "").equals(etag)) {
                throw new ApiException(412, "conditionNotMet", "Precondition check failed.");
            }
        });
    }
}
