package dev.landfall.localcloud.http;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Routes by method and raw path. A pattern is a list of segments; {@code {name}} matches exactly one raw segment, so
 * an object name with {@code %2F} in it stays one variable. The first matching route wins. Thread-safe: routes may be
 * added while it serves.
 */
public final class Router {
    private static final Logger LOG = Logger.getLogger(Router.class.getName());

    private final List<Route> routes = new CopyOnWriteArrayList<>();

    /** Answers one request. */
    @FunctionalInterface
    public interface Handler {
        Response handle(Request request) throws IOException;
    }

    private record Route(String method, List<String> pattern, Handler handler) {}

    record Match(Handler handler, Map<String, String> variables) {}

    public Router on(String method, String pattern, Handler handler) {
        routes.add(new Route(method, List.of(pattern.split("/", -1)), handler));
        return this;
    }

    /** What the matching handler answers, or the error envelope of what it threw; never throws. */
    public Response answer(Request request) {
        String call = request.method() + " " + request.rawPath();
        try {
            Match match = match(request.method(), request.rawPath())
                    .orElseThrow(() -> ApiException.unimplemented(call));
            return match.handler().handle(request.withVariables(match.variables()));
        } catch (ApiException e) {
            return Response.error(e);
        } catch (JsonParseException | IllegalStateException e) {
            LOG.log(Level.FINE, e, () -> call);
            return Response.error(new ApiException(400, "parseError", "Parse Error: " + e.getMessage()));
        } catch (IOException e) {
            // As a rule the client went away in the middle of its request.
            LOG.log(Level.WARNING, () -> call + " ended early: " + e);
            return Response.error(new ApiException(503, "backendError", String.valueOf(e)));
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, e, () -> call + " failed inside the local cloud");
            return Response.error(new ApiException(500, "internalError", String.valueOf(e)));
        }
    }

    Optional<Match> match(String method, String rawPath) {
        List<String> segments = List.of(rawPath.split("/", -1));
        for (Route route : routes) {
            if (route.method().equals(method)) {
                Optional<Map<String, String>> variables = variables(route.pattern(), segments);
                if (variables.isPresent()) {
                    return Optional.of(new Match(route.handler(), variables.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Map<String, String>> variables(List<String> pattern, List<String> segments) {
        if (pattern.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            if (pattern.get(i).startsWith("{")) {
                variables.put(
                        pattern.get(i).substring(1, pattern.get(i).length() - 1), Request.decodePath(segments.get(i)));
            } else if (!pattern.get(i).equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
