package dev.landfall.migration.initialload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a copy is its source, file by file.
 *
 * @param missing files that the copy lacks
 * @param changed files of another size or checksum
 * @param extra files that are in the copy only
 */
record CopyCheck(List<String> missing, List<String> changed, List<String> extra) {
    CopyCheck {
        missing = List.copyOf(missing);
        changed = List.copyOf(changed);
        extra = List.copyOf(extra);
    }

    static CopyCheck of(List<TableFile> source, List<TableFile> copy) {
        Map<String, TableFile> copies = new HashMap<>();
        copy.forEach(file -> copies.put(file.path(), file));
        List<String> missing = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (TableFile file : source) {
            TableFile copied = copies.remove(file.path());
            if (copied == null) {
                missing.add(file.path());
            } else if (!file.same(copied)) {
                changed.add(file.path());
            }
        }
        return new CopyCheck(missing, changed, copies.keySet().stream().sorted().toList());
    }

    boolean same() {
        return missing.isEmpty() && changed.isEmpty() && extra.isEmpty();
    }

    @Override
    public String toString() {
        return missing.size() + " file(s) missing, " + changed.size() + " different, " + extra.size() + " too many"
                + List.of(missing, changed, extra).stream()
                        .filter(files -> !files.isEmpty())
                        .map(files -> " (such as " + files.get(0) + ")")
                        .findFirst()
                        .orElse("");
    }
}
