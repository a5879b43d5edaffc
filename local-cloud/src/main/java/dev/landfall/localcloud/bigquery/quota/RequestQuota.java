package dev.landfall.localcloud.bigquery.quota;

import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Interceptor;
import dev.landfall.localcloud.http.Request;
import dev.landfall.localcloud.http.Response;
import java.util.Optional;
import java.util.function.Supplier;

/** Refuses API requests that come too fast; {@code jobs.get} may come ten times as fast as others. All callers are one user here, as one service account is. */
public final class RequestQuota implements Interceptor {
    private static final String PREFIX = "/bigquery/v2/";
    static final String LOOK_AT_JOB = "GET/projects/*/jobs/*";

    private final Workload workload;

    public RequestQuota(Workload workload) {
        this.workload = workload;
    }

    @Override
    public Optional<Response> answer(Request request, Supplier<Optional<Response>> handlers) {
        if (!request.rawPath().startsWith("/_local/")) {
            try {
                workload.request(method(request));
            } catch (ApiException e) {
                return Optional.of(Response.error(e));
            }
        }
        return handlers.get();
    }

    /** The path without the names in it: {@code GET projects/datasets/tables/*}. */
    private static String method(Request request) {
        String path = request.rawPath();
        String[] segments = (path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path.substring(1)).split("/");
        StringBuilder method = new StringBuilder(request.method());
        for (int i = 0; i < segments.length; i++) {
            method.append('/').append(i % 2 == 0 ? segments[i] : "*");
        }
        return method.toString();
    }
}
