package dev.landfall.core.landing;

import dev.landfall.core.landing.LandingOutcome.Accepted;
import dev.landfall.core.landing.LandingOutcome.Ignored;
import dev.landfall.core.landing.LandingOutcome.Rejected;
import dev.landfall.core.setting.Setting;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.CommitRule;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads object names: {@code <prefix><dataset>/<table>/[seq=<n>/][<key>=<value>/...]<file>}, where the dataset may also
 * be written {@code <dataset>.db} as in a Hive warehouse. A {@link LandingPattern} may put another form in the place of
 * this one. Anchored at both ends; immutable.
 *
 * @param prefix ends with a slash, or is empty
 * @param datasets that may be written to; empty allows every dataset
 * @param patterns the one with the longest prefix that fits a name reads it
 */
public record LandingGrammar(String prefix, Set<DatasetName> datasets, List<LandingPattern> patterns) {
    private static final String UNLOADABLE = "*?#[]";
    private static final String HIVE_DATABASE = ".db";
    private static final String SEQUENCE = "[0-9]{1,18}";
    /** BigQuery, "Hive partitioned data": at most ten keys. */
    private static final int MOST_KEYS = 10;

    public LandingGrammar {
        datasets = Set.copyOf(datasets);
        patterns = patterns.stream()
                .sorted(Comparator.<LandingPattern>comparingInt(
                        pattern -> -pattern.prefix().length()))
                .toList();
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("The landing prefix '" + prefix + "' must end with a slash");
        }
    }

    /** The default form, without patterns. */
    public LandingGrammar(String prefix, Set<DatasetName> datasets) {
        this(prefix, datasets, List.of());
    }

    /** What an object commits, if its name is that of a marker in a directory of a table. */
    public Optional<CommitMarker> marker(String objectName) {
        int slash = objectName.lastIndexOf('/') + 1;
        String directory = objectName.substring(0, slash);
        Optional<CommitRule> rule = Stream.of(CommitRule.SUCCESS, CommitRule.MANIFEST)
                .filter(candidate -> CommitMarker.fileName(candidate).equals(objectName.substring(slash)))
                .findFirst();
        return rule.flatMap(found -> parse(directory + "000000_0", 1) instanceof Accepted accepted
                ? Optional.of(new CommitMarker(accepted.path().table(), found, directory))
                : Optional.empty());
    }

    /**
     * As a deployment's environment has it.
     *
     * @throws IllegalArgumentException naming the variable that is wrong
     */
    public static LandingGrammar of(Map<String, String> environment) {
        Set<DatasetName> datasets = Setting.DATASETS.listIn(environment).stream()
                .map(DatasetName::new)
                .collect(Collectors.toUnmodifiableSet());
        try {
            return new LandingGrammar(
                    Setting.LANDING_PREFIX.in(environment),
                    datasets,
                    LandingPattern.parse(Setting.LANDING_PATTERN.in(environment)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Setting.LANDING_PATTERN.variable() + ": " + e.getMessage(), e);
        }
    }

    /** Never throws: every name has an outcome. */
    public LandingOutcome parse(String objectName, long sizeBytes) {
        Optional<LandingPattern> pattern = patterns.stream()
                .filter(candidate -> objectName.startsWith(candidate.prefix()))
                .filter(candidate -> !candidate.prefix().isEmpty() || objectName.startsWith(prefix))
                .findFirst();
        if (pattern.isEmpty() && !objectName.startsWith(prefix)) {
            return new Ignored(IgnoredReason.OUTSIDE);
        }
        if (objectName.endsWith("/") && sizeBytes == 0) {
            return new Ignored(IgnoredReason.FOLDER_MARKER);
        }
        boolean inside = objectName.startsWith(prefix);
        List<String> segments =
                List.of(objectName.substring(inside ? prefix.length() : 0).split("/", -1));
        Optional<IgnoredReason> ignored = ignored(segments, pattern.isEmpty() ? 2 : 0);
        if (ignored.isPresent()) {
            return new Ignored(ignored.get());
        }
        Optional<Rejected> unloadable = unloadable(objectName);
        if (unloadable.isPresent()) {
            return unloadable.get();
        }
        return pattern.map(found -> parse(found, objectName)).orElseGet(() -> parse(segments));
    }

    private LandingOutcome parse(LandingPattern pattern, String objectName) {
        String name = objectName.substring(
                pattern.prefix().isEmpty() ? prefix.length() : pattern.prefix().length());
        Optional<LandingPattern.Match> match = pattern.match(name);
        if (match.isEmpty()) {
            return new Rejected(
                    RejectedReason.NOT_A_LANDING_PATH,
                    "The name does not match the pattern " + pattern.pattern() + " of this deployment",
                    "Upload the file again under a name that does, or change LANDFALL_LANDING_PATTERN",
                    null);
        }
        LandingPattern.Match parts = match.get();
        String before = objectName.substring(0, objectName.length() - name.length());
        return table(parts.dataset(), parts.table(), table -> {
            String root = before + parts.root();
            String sequence = parts.sequence();
            if (sequence != null && !sequence.matches(SEQUENCE)) {
                return notAKey("'" + sequence + "' is not a sequence: a number of at most 18 digits", table);
            }
            return keys(
                    table,
                    root.endsWith("/") ? root.substring(0, root.length() - 1) : root,
                    sequence == null ? null : Long.valueOf(sequence),
                    parts.folders(),
                    parts.file());
        });
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
        return table(segments.get(0), segments.get(1), table -> {
            String root = prefix + segments.get(0) + "/" + segments.get(1);
            return keys(table, root, null, segments.subList(2, segments.size() - 1), file);
        });
    }

    private LandingOutcome table(String dataset, String name, Function<TableId, LandingOutcome> rest) {
        TableId table;
        try {
            table = new TableId(
                    new DatasetName(
                            dataset.endsWith(HIVE_DATABASE)
                                    ? dataset.substring(0, dataset.length() - HIVE_DATABASE.length())
                                    : dataset),
                    new TableName(name));
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
        return rest.apply(table);
    }

    /** @param named the sequence, if the name tells it elsewhere than in a folder {@code seq=} */
    private static LandingOutcome keys(
            TableId table, String root, @Nullable Long named, List<String> folders, String file) {
        @Nullable Long sequence = named;
        boolean folderOfSequence = false;
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
            } else if (seen.size() > 1 || named != null || !folder.startsWith("seq=") || !value.matches(SEQUENCE)) {
                return notAKey("'" + folder + "' is not a sequence: seq=<number> stands right after the table", table);
            } else {
                sequence = Long.valueOf(value);
                folderOfSequence = true;
            }
        }
        if (seen.size() > MOST_KEYS) {
            return notAKey("There are " + seen.size() + " keys; BigQuery reads at most " + MOST_KEYS, table);
        }
        return new Accepted(new LandingPath(table, root, sequence, folderOfSequence, keys, file));
    }

    private static Optional<IgnoredReason> ignored(List<String> segments, int names) {
        String file = segments.get(segments.size() - 1);
        if (file.endsWith(".tmp") || file.endsWith("._COPYING_") || file.endsWith(".crc")) {
            return Optional.of(IgnoredReason.TEMPORARY);
        }
        // Dataset and table may begin with an underscore; folders below them and files are hidden by it.
        for (int i = Math.min(names, segments.size() - 1); i < segments.size(); i++) {
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
