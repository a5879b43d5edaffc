package dev.landfall.endtoend.hostile;

import dev.landfall.endtoend.hostile.HostileCase.Content;
import dev.landfall.endtoend.hostile.HostileCase.End;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names that cannot be loaded, names that are nobody's business, and names that only look dangerous. */
final class HostileNames {
    private static final String TABLE = "landing/sales/names/";

    private final List<HostileCase> cases = new ArrayList<>();
    private int rows = 1000;

    static List<HostileCase> all() {
        HostileNames names = new HostileNames();
        names.unloadable();
        names.noLandingPath();
        names.illegalIdentifiers();
        names.unknown();
        names.empty();
        names.ignored();
        names.harmless();
        return names.cases;
    }

    private void unloadable() {
        for (String file :
                List.of("a*b.csv", "a?b.csv", "a#b.csv", "a#1.csv", "a[b.csv", "a]b.csv", "x//a.csv", "/a.csv")) {
            rejected("name " + file, TABLE + file, "unloadable_name");
        }
        for (char control : new char[] {0, 1, '\t', 27, 127, 0x85, 0x9f}) {
            event("control character " + (int) control, TABLE + "a" + control + "b.csv", "unloadable_name");
        }
        event("line feed", TABLE + "a\nb.csv", "unloadable_name");
        event("carriage return", TABLE + "a\rb.csv", "unloadable_name");
        rejected("wildcard as a key's value", TABLE + "dt=*/a.csv", "unloadable_name");
    }

    private void noLandingPath() {
        String elevenKeys = String.join(
                "/",
                Stream.iterate(1, i -> i + 1)
                        .limit(11)
                        .map(i -> "k" + i + "=" + i)
                        .toList());
        for (String name : List.of(
                "landing/a.csv",
                "landing/sales/a.csv",
                TABLE + "folder/a.csv",
                TABLE + "dt=/a.csv",
                TABLE + "=1/a.csv",
                TABLE + "dt=1/dt=2/a.csv",
                TABLE + "dt=1/DT=2/a.csv",
                TABLE + "seq=x/a.csv",
                TABLE + "seq=-1/a.csv",
                TABLE + "seq=1.5/a.csv",
                TABLE + "seq=1234567890123456789/a.csv",
                TABLE + "SEQ=1/a.csv",
                TABLE + "dt=1/seq=1/a.csv",
                TABLE + "seq=1/seq=2/a.csv",
                TABLE + "seq=/a.csv",
                TABLE + elevenKeys + "/a.csv",
                TABLE + "full/")) {
            rejected("no landing path " + name, name, "not_a_landing_path");
        }
    }

    private void illegalIdentifiers() {
        for (String name : List.of(
                "landing/sa-les/names/a.csv",
                "landing/sa les/names/a.csv",
                "landing/sa`les/names/a.csv",
                "landing/sälés/names/a.csv",
                "landing/../names/a.csv",
                "landing/.db/names/a.csv",
                "landing/sales/na`mes/a.csv",
                "landing/sales/na'mes/a.csv",
                "landing/sales/na\"mes/a.csv",
                "landing/sales/names;DROP TABLE x/a.csv",
                "landing/sales/na.mes/a.csv",
                "landing/sales/na@mes/a.csv",
                "landing/sales/na\\mes/a.csv",
                "landing/sales/" + "n".repeat(980) + "é😀".repeat(2) + "$/a.csv",
                TABLE + "d-t=1/a.csv",
                TABLE + "1dt=1/a.csv",
                TABLE + "dé=1/a.csv",
                TABLE + "dt`=1/a.csv",
                TABLE + "dt;x=1/a.csv",
                TABLE + "_PARTITIONDATE=1/a.csv",
                TABLE + "_table_x=1/a.csv",
                TABLE + "_FILE_NAME=1/a.csv",
                TABLE + "_CHANGE_TYPE=1/a.csv",
                TABLE + "__ROOT__x=1/a.csv",
                TABLE + "k".repeat(301) + "=1/a.csv")) {
            rejected("illegal identifier " + shortened(name), name, "illegal_identifier");
        }
    }

    private void unknown() {
        rejected("dataset that is not allowed", "landing/secret/names/a.csv", "dataset_not_allowed");
        rejected("dataset in another case", "landing/SALES/names/a.csv", "dataset_not_allowed");
        rejected("misspelt table", "landing/sales/nmaes/a.csv", "unknown_table");
        rejected("table in another case", "landing/sales/NAMES/a.csv", "unknown_table");
        rejected("table with a space behind it", "landing/sales/names /a.csv", "unknown_table");
        rejected("table in decomposed Unicode", "landing/sales/name\u0301s/a.csv", "unknown_table");
        for (String file :
                List.of("a.txt", "a.xlsx", "a.zip", "a.csv.bz2", "a", "a.avro.gz", "a.parquet.gz", "000000_0")) {
            rejected("unknown format " + file, TABLE + file, "unknown_format");
        }
    }

    private void empty() {
        for (String file : List.of("a.csv", "a.avro", "a.parquet", "a.orc", "a.json", "a.csv.gz", "a")) {
            add("no byte in " + file, TABLE + "empty-" + file, new byte[0], End.REJECTED, "empty_file");
        }
    }

    private void ignored() {
        for (String name : List.of(
                TABLE + "_SUCCESS",
                TABLE + "_manifest.json",
                TABLE + "_a.csv",
                TABLE + ".a.csv",
                TABLE + ".DS_Store",
                TABLE + "a.csv.tmp",
                TABLE + "a.csv._COPYING_",
                TABLE + ".a.csv.crc",
                TABLE + "_temporary/0/a.csv",
                TABLE + ".hive-staging_hive_2026/a.csv",
                TABLE + "dt=1/_a.csv",
                "other/sales/names/a.csv",
                "LANDING/sales/names/a.csv",
                "a.csv")) {
            add("ignored " + name, name, row(), End.IGNORED, null);
        }
        add("folder marker", TABLE + "marker/", new byte[0], End.IGNORED, null);
    }

    private void harmless() {
        for (String file : List.of(
                "Größe.csv",
                "日本語.csv",
                "😀.csv",
                "a b.csv",
                "a%20b.csv",
                "a%2Fb.csv",
                "a+b.csv",
                "a&b=c.csv",
                "a'b.csv",
                "a\"b.csv",
                "a\\b.csv",
                "a`b.csv",
                "a;DROP TABLE names;--.csv",
                "UPPER.CSV",
                "e\u0301.csv",
                "-a.csv",
                "~a.csv",
                "a,b.csv",
                "a{b}.csv",
                "${a}.csv",
                "a|b.csv",
                "<a>.csv",
                "a@b!.csv",
                "(a).csv",
                "seq=1.csv",
                "a..csv",
                "n".repeat(700) + ".csv")) {
            add("harmless " + shortened(file), TABLE + file, row(), End.MERGED, null);
        }
    }

    private String row() {
        rows++;
        return "id,name\n" + rows + ",harmless\n";
    }

    private void rejected(String label, String name, String reason) {
        add(label, name, row(), End.REJECTED, reason);
    }

    private void event(String label, String name, String reason) {
        cases.add(new HostileCase(label, name, new Content(null), End.REJECTED, reason));
    }

    private void add(String label, String name, String text, End end, @Nullable String reason) {
        cases.add(HostileCase.of(label, name, text, end, reason));
    }

    private void add(String label, String name, byte[] bytes, End end, @Nullable String reason) {
        cases.add(HostileCase.of(label, name, bytes, end, reason));
    }

    private static String shortened(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "..." : name;
    }
}
