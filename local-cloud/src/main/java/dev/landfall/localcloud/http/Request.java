package dev.landfall.localcloud.http;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One HTTP request, its path variables and query parameters decoded. Not thread-safe. */
public final class Request {
    private final String method;
    private final String rawPath;
    private final Map<String, String> query;
    private final Map<String, List<String>> headers;
    private final InputStream body;
    private final Map<String, String> variables;

    private Request(
            String method,
            String rawPath,
            Map<String, String> query,
            Map<String, List<String>> headers,
            InputStream body,
            Map<String, String> variables) {
        this.method = method;
        this.rawPath = rawPath;
        this.query = query;
        this.headers = headers;
        this.body = body;
        this.variables = variables;
    }

    /**
     * A request that did not come over a connection of its own: one call of a batch.
     *
     * @param target path and query, percent-encoded; scheme and authority are ignored
     */
    public static Request of(String method, URI target, Map<String, List<String>> headers, InputStream body) {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        String override = first(anyCase, "X-HTTP-Method-Override").orElse(method);
        return new Request(
                override, target.getRawPath(), parseQuery(target.getRawQuery()), anyCase, body, Map.of());
    }

    static Request of(HttpExchange exchange) {
        return of(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders(),
                new CountedReads(exchange.getRequestBody()));
    }

    Request withVariables(Map<String, String> matched) {
        return new Request(method, rawPath, query, headers, body, matched);
    }

    /** The method, after {@code X-HTTP-Method-Override}. */
    public String method() {
        return method;
    }

    /** The path as sent, still percent-encoded. */
    public String rawPath() {
        return rawPath;
    }

    /** A variable of the matched route, percent-decoded. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("The route of " + rawPath + " has no variable " + name);
        }
        return value;
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    public Optional<Long> queryLong(String name) {
        return query(name).map(text -> {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw ApiException.invalid("Invalid value for " + name + ": " + text);
            }
        });
    }

    public Set<String> queryNames() {
        return query.keySet();
    }

    /** The first value of a header; names are compared without case. */
    public Optional<String> header(String name) {
        return first(headers, name);
    }

    /** Every value of a header that may be repeated. */
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    public Set<String> headerNames() {
        return headers.keySet();
    }

    /** The body, decompressed if the client sent it with {@code Content-Encoding: gzip}. */
    public InputStream body() throws IOException {
        return isGzipped() ? new GZIPInputStream(body) : body;
    }

    /** Whether the client compressed the body for the way. */
    public boolean isGzipped() {
        return header("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent();
    }

    /** The body as a JSON object; an empty body is an empty object. */
    public JsonObject json() throws IOException {
        String text = new String(body().readAllBytes(), StandardCharsets.UTF_8);
        return text.isBlank() ? new JsonObject() : JsonParser.parseString(text).getAsJsonObject();
    }

    /** {@code scheme://host:port} as the client sees this server. */
    public String origin() {
        return "http://" + header("Host").orElse("127.0.0.1");
    }

    static String decodePath(String segment) {
        return decode(segment.replace("+", "%2B"));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("Malformed percent-encoding in '" + text + "': " + e.getMessage());
        }
    }

    private static Optional<String> first(Map<String, List<String>> headers, String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    private static Map<String, String> parseQuery(@Nullable String raw) {
        Map<String, String> parsed = new LinkedHashMap<>();
        if (raw == null) {
            return parsed;
        }
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parsed.put(decode(name), decode(value));
        }
        return parsed;
    }
}
