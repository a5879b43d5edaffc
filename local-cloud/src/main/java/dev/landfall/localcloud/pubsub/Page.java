package dev.landfall.localcloud.pubsub;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * One page of a listing of a project's resources, in the order of names.
 *
 * @param nextToken empty on the last page
 */
record Page<T>(List<T> items, String nextToken) {
    private static final int DEFAULT_SIZE = 100;

    /** @param project {@code projects/P} */
    static <T> Page<T> of(NavigableMap<String, T> all, String project, int requestedSize, String token) {
        int size = requestedSize > 0 ? requestedSize : DEFAULT_SIZE;
        List<Map.Entry<String, T>> rest = all.tailMap(token, false).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(project + "/"))
                .limit(size + 1L)
                .toList();
        boolean more = rest.size() > size;
        List<Map.Entry<String, T>> page = more ? rest.subList(0, size) : rest;
        String next = more ? page.get(size - 1).getKey() : "";
        return new Page<>(page.stream().map(Map.Entry::getValue).toList(), next);
    }
}
