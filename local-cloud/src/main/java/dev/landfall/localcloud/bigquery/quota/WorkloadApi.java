package dev.landfall.localcloud.bigquery.quota;

import dev.landfall.localcloud.http.Response;
import dev.landfall.localcloud.http.Router;

/** Tells over HTTP what was asked and refused, under {@code /_local/workload}, which is no path of the real service. */
public final class WorkloadApi {
    private WorkloadApi() {}

    public static Router addTo(Router router, Workload workload) {
        return router.on("GET", "/_local/workload", request -> Response.json(workload.toJson()));
    }
}
