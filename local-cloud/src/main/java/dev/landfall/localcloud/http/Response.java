package dev.landfall.localcloud.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One HTTP answer: status, headers and a body that is written when the headers are out. */
public final class Response {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private final int status;
    private final long length;
    private final BodyWriter body;
    private final Map<String, String> headers = new LinkedHashMap<>();

    /** Writes a body of the announced length. */
    @FunctionalInterface
    public interface BodyWriter {
        void writeTo(OutputStream out) throws IOException;
    }

    private Response(int status, long length, BodyWriter body) {
        this.status = status;
        this.length = length;
        this.body = body;
    }

    public static Response json(int status, JsonElement json) {
        byte[] bytes = GSON.toJson(json).getBytes(StandardCharsets.UTF_8);
        return stream(status, bytes.length, out -> out.write(bytes))
                .header("Content-Type", "application/json; charset=UTF-8");
    }

    public static Response json(JsonElement json) {
        return json(200, json);
    }

    public static Response empty(int status) {
        return new Response(status, 0, out -> {});
    }

    /** @param length exact number of bytes that {@code body} writes */
    public static Response stream(int status, long length, BodyWriter body) {
        return new Response(status, length, body);
    }

    public Response header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    int status() {
        return status;
    }

    long length() {
        return length;
    }

    BodyWriter body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }
}
