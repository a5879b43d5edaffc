package dev.landfall.localcloud.fault;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.http.Response;
import dev.landfall.localcloud.http.Router;

/** Tells and ends over HTTP what the plan does, under {@code /_local/faults}, which is no path of a real service. */
public final class FaultsApi {
    private FaultsApi() {}

    public static Router addTo(Router router, Faults faults) {
        return router.on("GET", "/_local/faults", request -> stats(faults))
                .on("POST", "/_local/faults/stop", request -> {
                    faults.stop();
                    return stats(faults);
                });
    }

    private static Response stats(Faults faults) {
        JsonObject counts = new JsonObject();
        for (FaultKind kind : FaultKind.values()) {
            counts.addProperty(kind.word(), faults.count(kind));
        }
        JsonArray happened = new JsonArray();
        faults.happened().forEach(happened::add);
        JsonObject json = new JsonObject();
        json.addProperty("plan", faults.plan().toString());
        json.add("counts", counts);
        json.add("happened", happened);
        return Response.json(json);
    }
}
