package dev.landfall.localcloud.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One HTTP answer: status, headers and a body that is written when the headers are out. */
public final class Response {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    static final long UNKNOWN_LENGTH = -1;

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

    /** A body whose length is not known beforehand: sent in chunks. */
    public static Response chunked(int status, BodyWriter body) {
        return new Response(status, UNKNOWN_LENGTH, body);
    }

    /** The error envelope; 304 is the one "error" without a body. */
    public static Response error(ApiException error) {
        return error.status() == 304 ? empty(304) : json(error.status(), error.toJson());
    }

    public Response header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public int status() {
        return status;
    }

    /** The whole body, for answers known to be small. */
    public byte[] bodyBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.writeTo(bytes);
        return bytes.toByteArray();
    }

    long length() {
        return length;
    }

    BodyWriter body() {
        return body;
    }

    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }
}
