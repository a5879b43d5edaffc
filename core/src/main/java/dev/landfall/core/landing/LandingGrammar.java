package dev.landfall.core.landing;

import dev.landfall.core.landing.LandingOutcome.Accepted;
import dev.landfall.core.landing.LandingOutcome.Ignored;
import dev.landfall.core.landing.LandingOutcome.Rejected;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads object names: {@code <prefix><dataset>/<table>/[seq=<n>/][<key>=<value>/...]<file>}, where the dataset may also
 * be written {@code <dataset>.db} as in a Hive warehouse. Anchored at both ends; immutable.
 *
 * @param prefix ends with a slash, or is empty
 * @param datasets that may be written to; empty allows every dataset
 */
public record LandingGrammar(String prefix, Set<DatasetName> datasets) {
    private static final String UNLOADABLE = "*?#[]";
    private static final String HIVE_DATABASE = ".db";
    /** BigQuery, "Hive partitioned data": at most ten keys. */
    private static final int MOST_KEYS = 10;

    public LandingGrammar {
        datasets = Set.copyOf(datasets);
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("The landing prefix '" + prefix + "' must end with a slash");
        }
    }

    /** Never throws: every name has an outcome. */
    public LandingOutcome parse(String objectName, long sizeBytes) {
        if (!objectName.startsWith(prefix)) {
            return new Ignored(IgnoredReason.OUTSIDE);
        }
        if (objectName.endsWith("/") && sizeBytes == 0) {
            return new Ignored(IgnoredReason.FOLDER_MARKER);
        }
        List<String> segments = List.of(objectName.substring(prefix.length()).split("/", -1));
        Optional<IgnoredReason> ignored = ignored(segments);
        if (ignored.isPresent()) {
            return new Ignored(ignored.get());
        }
        Optional<Rejected> unloadable = unloadable(objectName);
        return unloadable.isPresent() ? unloadable.get() : parse(segments);
    }

    private LandingOutcome parse(List<String> segments) {
        String file = segments.get(segments.size() - 1);
        if (segments.size() < 3 || file.isEmpty()) {
            return new Rejected(
                    RejectedReason.NOT_A_LANDING_PATH,
                    "The name has no dataset, table and file",
                    "Drop files as " + prefix + "<dataset>/<table>/<file>",
                    null);
        }
        TableId table;
        try {
            String dataset = segments.get(0);
            table = new TableId(
                    new DatasetName(
                            dataset.endsWith(HIVE_DATABASE)
                                    ? dataset.substring(0, dataset.length() - HIVE_DATABASE.length())
                                    : dataset),
                    new TableName(segments.get(1)));
        } catch (IllegalArgumentException e) {
            return illegalIdentifier(e, null);
        }
        if (!datasets.isEmpty() && !datasets.contains(table.dataset())) {
            return new Rejected(
                    RejectedReason.DATASET_NOT_ALLOWED,
                    "Dataset " + table.dataset() + " is not among those this deployment writes to",
                    "Use one of " + datasets.stream().sorted().toList() + ", or add it to LANDFALL_DATASETS",
                    table);
        }
        String root = prefix + segments.get(0) + "/" + segments.get(1);
        return keys(table, root, segments.subList(2, segments.size() - 1), file);
    }

    private static LandingOutcome keys(TableId table, String root, List<String> folders, String file) {
        @Nullable Long sequence = null;
        List<HiveKey> keys = new ArrayList<>();
        Set<ColumnName> seen = new HashSet<>();
        for (String folder : folders) {
            int equals = folder.indexOf('=');
            if (equals < 1 || equals == folder.length() - 1) {
                return notAKey("Folder '" + folder + "' is not of the form key=value", table);
            }
            ColumnName name;
            try {
                name = new ColumnName(folder.substring(0, equals));
            } catch (IllegalArgumentException e) {
                return illegalIdentifier(e, table);
            }
            if (!seen.add(name)) {
                return notAKey("Key '" + name + "' is there twice", table);
            }
            String value = folder.substring(equals + 1);
            if (!name.equals(LandingPath.SEQUENCE_KEY)) {
                keys.add(new HiveKey(name, value));
            } else if (seen.size() > 1 || !folder.startsWith("seq=") || !value.matches("[0-9]{1,18}")) {
                return notAKey("'" + folder + "' is not a sequence: seq=<number> stands right after the table", table);
            } else {
                sequence = Long.valueOf(value);
            }
        }
        if (seen.size() > MOST_KEYS) {
            return notAKey("There are " + seen.size() + " keys; BigQuery reads at most " + MOST_KEYS, table);
        }
        return new Accepted(new LandingPath(table, root, sequence, keys, file));
    }

    private static Optional<IgnoredReason> ignored(List<String> segments) {
        String file = segments.get(segments.size() - 1);
        if (file.endsWith(".tmp") || file.endsWith("._COPYING_") || file.endsWith(".crc")) {
            return Optional.of(IgnoredReason.TEMPORARY);
        }
        // Dataset and table may begin with an underscore; folders below them and files are hidden by it.
        for (int i = Math.min(2, segments.size() - 1); i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean key = i < segments.size() - 1 && segment.contains("=");
            if (!key && (segment.startsWith("_") || segment.startsWith("."))) {
                return Optional.of(IgnoredReason.HIDDEN);
            }
        }
        return Optional.empty();
    }

    private static Optional<Rejected> unloadable(String objectName) {
        boolean bad = objectName.contains("//")
                || objectName.codePoints().anyMatch(c -> UNLOADABLE.indexOf(c) >= 0 || Character.isISOControl(c));
        return bad
                ? Optional.of(new Rejected(
                        RejectedReason.UNLOADABLE_NAME,
                        "The name holds one of * ? # [ ] // or a control character, which a load job cannot address",
                        "Upload the file again under a name without them",
                        null))
                : Optional.empty();
    }

    private static Rejected illegalIdentifier(IllegalArgumentException e, @Nullable TableId table) {
        return new Rejected(
                RejectedReason.ILLEGAL_IDENTIFIER,
                String.valueOf(e.getMessage()),
                "Upload the file again under the table's real name",
                table);
    }

    private static Rejected notAKey(String message, TableId table) {
        return new Rejected(
                RejectedReason.NOT_A_LANDING_PATH,
                message,
                "Between table and file only seq=<number> and <key>=<value> folders may stand",
                table);
    }
}
