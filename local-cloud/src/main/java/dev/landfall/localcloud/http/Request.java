package dev.landfall.localcloud.http;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** One HTTP request, its path variables and query parameters decoded. Not thread-safe. */
public final class Request {
    private final HttpExchange exchange;
    private final Map<String, String> variables;
    private final Map<String, String> query;

    Request(HttpExchange exchange, Map<String, String> variables) {
        this.exchange = exchange;
        this.variables = variables;
        this.query = parseQuery(exchange.getRequestURI().getRawQuery());
    }

    public String method() {
        return methodOf(exchange);
    }

    /** The path as sent, still percent-encoded. */
    public String rawPath() {
        return exchange.getRequestURI().getRawPath();
    }

    /** A variable of the matched route, percent-decoded. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("The route of " + rawPath() + " has no variable " + name);
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

    public Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** The body, decompressed if the client sent it with {@code Content-Encoding: gzip}. */
    public InputStream body() throws IOException {
        InputStream raw = exchange.getRequestBody();
        return header("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent() ? new GZIPInputStream(raw) : raw;
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

    static String methodOf(HttpExchange exchange) {
        String override = exchange.getRequestHeaders().getFirst("X-HTTP-Method-Override");
        return override == null ? exchange.getRequestMethod() : override;
    }

    static String decodePath(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Map<String, String> parseQuery(String raw) {
        Map<String, String> parsed = new LinkedHashMap<>();
        if (raw == null) {
            return parsed;
        }
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parsed.put(
                    URLDecoder.decode(name, StandardCharsets.UTF_8), URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return parsed;
    }
}
