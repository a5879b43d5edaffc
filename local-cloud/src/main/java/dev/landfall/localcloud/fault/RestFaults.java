package dev.landfall.localcloud.fault;

import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Interceptor;
import dev.landfall.localcloud.http.Request;
import dev.landfall.localcloud.http.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What goes wrong with the requests to one REST service. */
public final class RestFaults implements Interceptor {
    private static final List<ApiException> REFUSALS = List.of(
            new ApiException(429, "rateLimitExceeded", "Too many requests, by the fault plan"),
            new ApiException(500, "backendError", "Internal error, by the fault plan"),
            new ApiException(503, "backendError", "Service unavailable, by the fault plan"));

    private final Faults faults;
    private final String service;

    public RestFaults(Faults faults, String service) {
        this.faults = faults;
        this.service = service;
    }

    @Override
    public Optional<Response> answer(Request request, Supplier<Optional<Response>> handlers) {
        if (request.rawPath().startsWith("/_local/")) {
            return handlers.get();
        }
        String call = service + " " + request.method() + " " + request.rawPath();
        if (faults.happens(FaultKind.REFUSALS, call)) {
            return Optional.of(Response.error(REFUSALS.get(faults.choose(FaultKind.REFUSALS, call, REFUSALS.size()))));
        }
        if (faults.happens(FaultKind.RESETS, call)) {
            return Optional.empty();
        }
        Optional<Response> answer = handlers.get();
        if (!faults.happens(FaultKind.LOST_ANSWERS, call)) {
            return answer;
        }
        return faults.choose(FaultKind.LOST_ANSWERS, call, 2) == 0
                ? Optional.empty()
                : Optional.of(
                        Response.error(new ApiException(503, "backendError", "The answer is lost, by the fault plan")));
    }
}
