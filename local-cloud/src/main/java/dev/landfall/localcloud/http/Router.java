package dev.landfall.localcloud.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Routes by method and raw path. A pattern is a list of segments; {@code {name}} matches exactly one raw segment, so
 * an object name with {@code %2F} in it stays one variable. The first matching route wins.
 */
public final class Router {
    private final List<Route> routes = new ArrayList<>();

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
