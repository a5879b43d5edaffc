package dev.landfall.localcloud.storage;

import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Request;
import dev.landfall.localcloud.http.Response;
import dev.landfall.localcloud.http.Router;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * {@code POST /batch/storage/v1}: up to 100 calls in one request, each answered by the router as if it had come alone.
 *
 * @see <a href="https://cloud.google.com/storage/docs/batch">Batch requests</a>
 */
final class BatchApi {
    private static final int MAX_CALLS = 100;
    private static final String LINE = "\r\n";

    private final Router router;

    BatchApi(Router router) {
        this.router = router;
    }

    /** One inner call; its id is echoed so that the client finds its answer. */
    private record Call(Optional<String> id, Request request) {}

    Response answer(Request request) throws IOException {
        MultipartReader parts = new MultipartReader(
                request.body(), request.header("Content-Type").orElse(""));
        List<Call> calls = new ArrayList<>();
        for (Optional<MultipartReader.Part> part = parts.next(); part.isPresent(); part = parts.next()) {
            calls.add(parse(part.get(), request));
            if (calls.size() > MAX_CALLS) {
                throw ApiException.invalid("The batch has more than " + MAX_CALLS + " calls.");
            }
        }
        String boundary = "batch_" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Call call : calls) {
            writeAnswer(body, boundary, call);
        }
        write(body, "--" + boundary + "--" + LINE);
        return Response.stream(200, body.size(), body::writeTo)
                .header("Content-Type", "multipart/mixed; boundary=" + boundary);
    }

    private void writeAnswer(ByteArrayOutputStream body, String boundary, Call call) throws IOException {
        Response response = router.answer(call.request());
        byte[] content = response.bodyBytes();
        write(body, "--" + boundary + LINE + "Content-Type: application/http" + LINE);
        call.id().ifPresent(id -> write(body, "Content-ID: " + responseId(id) + LINE));
        write(body, LINE + "HTTP/1.1 " + response.status() + " " + reasonPhrase(response.status()) + LINE);
        response.headers().forEach((name, value) -> write(body, name + ": " + value + LINE));
        write(body, "Content-Length: " + content.length + LINE + LINE);
        body.write(content);
        write(body, LINE);
    }

    private static Call parse(MultipartReader.Part part, Request outer) throws IOException {
        String text = new String(part.body().readAllBytes(), StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf(LINE + LINE);
        String head = headEnd < 0 ? text : text.substring(0, headEnd);
        String body = headEnd < 0 ? "" : text.substring(headEnd + 2 * LINE.length());
        BufferedReader lines = new BufferedReader(new StringReader(head));
        String[] requestLine = Optional.ofNullable(lines.readLine()).orElse("").split(" ");
        if (requestLine.length < 2) {
            throw ApiException.invalid("A call of the batch does not start with a request line.");
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        outer.header("Host").ifPresent(host -> headers.put("Host", List.of(host)));
        lines.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon).strip(), List.of(line.substring(colon + 1).strip()));
            }
        });
        Request request = Request.of(
                requestLine[0],
                target(requestLine[1]),
                headers,
                new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)));
        return new Call(part.header("Content-ID"), request);
    }

    private static URI target(String text) {
        URI target;
        try {
            target = new URI(text);
        } catch (URISyntaxException e) {
            throw ApiException.invalid("A call of the batch has the malformed URL '" + text + "'.");
        }
        String path = Optional.ofNullable(target.getRawPath()).orElse("");
        if (!path.startsWith("/storage/v1/")
                || Optional.ofNullable(target.getRawQuery()).orElse("").contains("alt=media")) {
            throw ApiException.invalid("A batch can hold metadata calls only, not " + text);
        }
        return target;
    }

    private static String responseId(String id) {
        return id.startsWith("<") ? "<response-" + id.substring(1) : "response-" + id;
    }

    private static String reasonPhrase(int status) {
        return status < 300 ? "OK" : "Error";
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
