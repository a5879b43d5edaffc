package dev.landfall.endtoend.convergence;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/**
 * An object that commits its directory.
 *
 * @param manifest true if it commits the listed files only
 * @param listed names of objects
 */
record Marker(String name, boolean manifest, Set<String> listed) {
    Marker {
        listed = Set.copyOf(listed);
    }

    String directory() {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    byte[] bytes() {
        if (!manifest) {
            return new byte[0];
        }
        JsonArray files = new JsonArray();
        new TreeSet<>(listed).forEach(files::add);
        JsonObject content = new JsonObject();
        content.add("files", files);
        return content.toString().getBytes(StandardCharsets.UTF_8);
    }
}
