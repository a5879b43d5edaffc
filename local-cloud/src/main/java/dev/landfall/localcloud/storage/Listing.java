package dev.landfall.localcloud.storage;

import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing. With a delimiter, names that have it after the prefix are rolled up; objects and rolled-up
 * prefixes count alike towards the page and come in the order of their names.
 *
 * @param startOffset inclusive
 * @param endOffset exclusive
 * @param after what the page before ended with: only names greater than this are left
 */
record Listing(
        String prefix,
        Optional<String> delimiter,
        boolean includesTrailingDelimiter,
        Optional<String> startOffset,
        Optional<String> endOffset,
        int maxResults,
        Optional<String> after) {
    static final int MAX_RESULTS = 1000;

    /** Greater than every other character: no other name that starts with P sorts after P and this. */
    private static final String LAST_CODE_POINT = new String(Character.toChars(Character.MAX_CODE_POINT));

    /** @param next the token for the page that follows, if one does */
    record Page(List<StoredObject> objects, List<String> prefixes, Optional<String> next) {}

    static Listing of(Request request) {
        return new Listing(
                request.query("prefix").orElse(""),
                request.query("delimiter").filter(delimiter -> !delimiter.isEmpty()),
                request.query("includeTrailingDelimiter").filter("true"::equals).isPresent(),
                request.query("startOffset"),
                request.query("endOffset").filter(end -> !end.isEmpty()),
                maxResults(request),
                request.query("pageToken").filter(token -> !token.isEmpty()).map(Listing::decode));
    }

    static int maxResults(Request request) {
        long wanted = request.queryLong("maxResults").orElse((long) MAX_RESULTS);
        if (wanted < 1) {
            throw ApiException.invalid("Invalid value for maxResults: " + wanted + ". Must be at least 1.");
        }
        return (int) Math.min(MAX_RESULTS, wanted);
    }

    Page page(NavigableMap<String, StoredObject> all) {
        List<StoredObject> objects = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        String done = "";
        Map.Entry<String, StoredObject> entry = first(all);
        while (entry != null && isInside(entry.getKey())) {
            if (objects.size() + prefixes.size() >= maxResults) {
                return new Page(objects, prefixes, Optional.of(encode(done)));
            }
            String name = entry.getKey();
            Optional<String> rolledUp = rolledUp(name);
            if (rolledUp.isEmpty()
                    || (includesTrailingDelimiter && rolledUp.get().equals(name))) {
                objects.add(entry.getValue());
            }
            rolledUp.filter(up -> !prefixes.contains(up)).ifPresent(prefixes::add);
            done = rolledUp.map(up -> up + LAST_CODE_POINT).orElse(name);
            entry = all.higherEntry(done);
        }
        return new Page(objects, prefixes, Optional.empty());
    }

    private Map.@Nullable Entry<String, StoredObject> first(NavigableMap<String, StoredObject> all) {
        String from = startOffset.filter(offset -> isBefore(prefix, offset)).orElse(prefix);
        return after.isPresent() && !isBefore(after.get(), from)
                ? all.higherEntry(after.get())
                : all.ceilingEntry(from);
    }

    private boolean isInside(String name) {
        return name.startsWith(prefix)
                && endOffset.map(end -> isBefore(name, end)).orElse(true);
    }

    private Optional<String> rolledUp(String name) {
        if (delimiter.isEmpty()) {
            return Optional.empty();
        }
        int found = name.indexOf(delimiter.get(), prefix.length());
        return found < 0
                ? Optional.empty()
                : Optional.of(name.substring(0, found + delimiter.get().length()));
    }

    private static boolean isBefore(String left, String right) {
        return ObjectName.ORDER.compare(left, right) < 0;
    }

    private static String encode(String done) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(done.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("Invalid page token: '" + token + "'");
        }
    }
}
