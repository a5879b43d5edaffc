package dev.landfall.localcloud.bigquery.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Request;
import java.util.List;
import java.util.function.Function;

/** Lists cut in pages: {@code maxResults} and {@code pageToken}. */
final class Pages {
    private static final long DEFAULT_PAGE_SIZE = 50;
    private static final long MOST = 10_000;

    private Pages() {}

    /** Adds one page of {@code items} under {@code key}, and the token of the next one. */
    static <T> void add(JsonObject json, String key, List<T> items, Request request, Function<T, JsonObject> writer) {
        int start = (int) Math.min(items.size(), start(request));
        long size = Math.min(MOST, request.queryLong("maxResults").orElse(DEFAULT_PAGE_SIZE));
        int end = (int) Math.min(items.size(), start + size);
        JsonArray page = new JsonArray();
        items.subList(start, end).forEach(item -> page.add(writer.apply(item)));
        json.add(key, page);
        if (end < items.size()) {
            json.addProperty("nextPageToken", token(end));
        }
    }

    /** Where the page begins: after the token, else at {@code startIndex}, else at 0. */
    static long start(Request request) {
        return request.query("pageToken")
                .filter(token -> !token.isEmpty())
                .map(Pages::parse)
                .orElseGet(() -> request.queryLong("startIndex").orElse(0L));
    }

    static String token(long next) {
        return "from-" + next;
    }

    private static long parse(String token) {
        try {
            return Long.parseUnsignedLong(token.replaceFirst("^from-", ""));
        } catch (NumberFormatException e) {
            throw ApiException.invalid("Invalid value for pageToken: " + token);
        }
    }
}
