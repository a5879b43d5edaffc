package dev.landfall.endtoend.hostile;

import dev.landfall.endtoend.hostile.HostileCase.End;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** CSV and JSON files, plain and in gzip, for tables with the columns {@code id INT64, name STRING}. */
final class HostileText {
    private final List<HostileCase> cases = new ArrayList<>();

    static List<HostileCase> all() {
        HostileText text = new HostileText();
        text.csv();
        text.csvInGzip();
        text.json();
        return text.cases;
    }

    private void csv() {
        csv("too many fields", "id,name\n1,a,b,c\n", End.FAILED);
        csv("too few fields", "id,name\n1\n", End.FAILED);
        csv("an open quote", "id,name\n1,\"never closed\n", End.FAILED);
        csv("text behind a closed quote", "id,name\n1,\"a\"b\n", End.FAILED);
        csv("text in a number", "id,name\none,a\n", End.FAILED);
        csv("a fraction in a whole number", "id,name\n1.5,a\n", End.FAILED);
        csv("a number that is too big", "id,name\n9223372036854775808,a\n", End.FAILED);
        csv("HTML", "<html><body>503 Service Unavailable</body></html>\n", End.FAILED);
        csv("another delimiter", "id;name\n1;a\n", End.FAILED);
        csv("a column twice", "id,name,name\n1,a,b\n", End.FAILED);
        csv("a column twice in another case", "id,name,NAME\n1,a,b\n", End.FAILED);
        csv("a column nobody knows", "id,name,shoe_size\n1,a,43\n", End.FAILED);
        csv("random bytes", random(4000), End.FAILED);
        csv("UTF-16", "id,name\n1,a\n".getBytes(StandardCharsets.UTF_16LE), End.FAILED);
        csv("Avro's mark", new byte[] {'O', 'b', 'j', 1, 0, 0}, End.FAILED);
        csv("carriage returns and line feeds", "id,name\r\n2001,a\r\n2002,b\r\n", End.MERGED);
        csv("no line feed at the end", "id,name\n2003,a", End.MERGED);
        csv("nothing but a header", "id,name\n", End.MERGED);
        csv("a line feed in quotes", "id,name\n2004,\"a\nb\"\n", End.MERGED);
        csv("SQL in a value", "id,name\n2005,\"'); DROP TABLE sales.csv; --\"\n", End.MERGED);
        csv("a row of a megabyte", "id,name\n2006," + "x".repeat(1 << 20) + "\n", End.MERGED);
        csv("a byte order mark", "\ufeffid,name\n2007,a\n", End.MERGED);
        csv("columns in another order", "name,id\na,2008\n", End.MERGED);
        csv("blank lines", "id,name\n2009,a\n\n2010,b\n\n", End.MERGED);
        csv("emoji and right-to-left text", "id,name\n2011,😀 שלום\n", End.MERGED);
    }

    private void csvInGzip() {
        byte[] whole = gzip("id,name\n3001,a\n".getBytes(StandardCharsets.UTF_8));
        gz("gzip as it should be", whole, End.MERGED);
        gz(
                "gzip in two members",
                join(
                        gzip("id,name\n3002,a\n".getBytes(StandardCharsets.UTF_8)),
                        gzip("3003,b\n".getBytes(StandardCharsets.UTF_8))),
                End.MERGED);
        gz("gzip cut in its head", Arrays.copyOf(whole, 6), End.FAILED);
        gz("gzip cut in its body", Arrays.copyOf(whole, whole.length - 12), End.FAILED);
        gz("gzip with a wrong checksum", broken(whole, whole.length - 7), End.EITHER);
        gz("no gzip at all", "id,name\n3004,a\n".getBytes(StandardCharsets.UTF_8), End.EITHER);
        gz("gzip in gzip", gzip(whole), End.FAILED);
        gz("ten megabytes of nothing in ten kilobytes", gzip(new byte[10 << 20]), End.FAILED);
        gz("a gzip mark and noise", join(new byte[] {0x1f, (byte) 0x8b, 8, 0}, random(300)), End.FAILED);
    }

    private void json() {
        json("an object that ends early", "{\"id\":1,\"name\":\"a\"", End.FAILED);
        json("a list around the objects", "[{\"id\":1,\"name\":\"a\"}]\n", End.FAILED);
        json("a number alone", "5\n", End.FAILED);
        json("text alone", "hello\n", End.FAILED);
        json("a comma too many", "{\"id\":1,\"name\":\"a\",}\n", End.EITHER);
        json("text in a number", "{\"id\":\"one\",\"name\":\"a\"}\n", End.FAILED);
        json("an object in a number", "{\"id\":{\"a\":1},\"name\":\"a\"}\n", End.FAILED);
        json("a list in a text", "{\"id\":1,\"name\":[\"a\"]}\n", End.FAILED);
        json("a number that is too big", "{\"id\":92233720368547758080,\"name\":\"a\"}\n", End.FAILED);
        json("a column nobody knows", "{\"id\":1,\"name\":\"a\",\"shoe_size\":43}\n", End.FAILED);
        json("a document over several lines", "{\n  \"id\": 1,\n  \"name\": \"a\"\n}\n", End.FAILED);
        json("CSV", "id,name\n1,a\n", End.FAILED);
        json("random bytes", random(2000), End.FAILED);
        json("a comment", "// who knows\n{\"id\":1,\"name\":\"a\"}\n", End.FAILED);
        json("single quotes", "{'id':1,'name':'a'}\n", End.FAILED);
        json("carriage returns", "{\"id\":4001,\"name\":\"a\"}\r\n{\"id\":4002,\"name\":\"b\"}\r\n", End.MERGED);
        json("no line feed at the end", "{\"id\":4003,\"name\":\"a\"}", End.MERGED);
        json("an escaped line feed", "{\"id\":4004,\"name\":\"a\\nb\"}\n", End.MERGED);
        json("a missing column", "{\"id\":4005}\n", End.MERGED);
        json("a number as text", "{\"id\":\"4006\",\"name\":\"a\"}\n", End.MERGED);
        json("a value of a megabyte", "{\"id\":4007,\"name\":\"" + "x".repeat(1 << 20) + "\"}\n", End.MERGED);
        json("columns in another case", "{\"ID\":4008,\"Name\":\"a\"}\n", End.EITHER);
    }

    private void csv(String label, String text, End end) {
        csv(label, text.getBytes(StandardCharsets.UTF_8), end);
    }

    private void csv(String label, byte[] bytes, End end) {
        add("CSV: " + label, "landing/sales/csv/", ".csv", bytes, end);
    }

    private void gz(String label, byte[] bytes, End end) {
        add("CSV: " + label, "landing/sales/csv/", ".csv.gz", bytes, end);
    }

    private void json(String label, String text, End end) {
        json(label, text.getBytes(StandardCharsets.UTF_8), end);
    }

    private void json(String label, byte[] bytes, End end) {
        add("JSON: " + label, "landing/sales/json/", ".json", bytes, end);
    }

    /** All of one format share a sequence, and so a batch: each must be found among the others. */
    private void add(String label, String table, String ending, byte[] bytes, End end) {
        cases.add(HostileCase.of(label, table + "seq=5/" + cases.size() + ending, bytes, end, null));
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static byte[] broken(byte[] whole, int at) {
        byte[] bytes = whole.clone();
        bytes[at] ^= 0x55;
        return bytes;
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
