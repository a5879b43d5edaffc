package dev.landfall.localcloud.events;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * One event in the words of the CloudEvents specification 1.0.
 *
 * @param extensions extension attributes by name, without {@code ce-}
 * @param data JSON
 */
public record CloudEvent(
        String id,
        String type,
        String source,
        String subject,
        Instant time,
        Map<String, String> extensions,
        String data) {
    public CloudEvent {
        extensions = Map.copyOf(extensions);
    }

    /** The same occurrence, published once more. */
    CloudEvent withId(String other) {
        return new CloudEvent(other, type, source, subject, time, extensions, data);
    }

    /** The headers of the HTTP binding in binary mode; values are plain ASCII whatever the attributes hold. */
    public Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        headers.put("ce-specversion", "1.0");
        headers.put("ce-id", HeaderValue.encode(id));
        headers.put("ce-type", HeaderValue.encode(type));
        headers.put("ce-source", HeaderValue.encode(source));
        headers.put("ce-subject", HeaderValue.encode(subject));
        headers.put("ce-time", time.toString());
        extensions.forEach((name, value) -> headers.put("ce-" + name, HeaderValue.encode(value)));
        headers.put("Content-Type", "application/json");
        return headers;
    }
}
