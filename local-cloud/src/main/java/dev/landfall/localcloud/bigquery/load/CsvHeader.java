package dev.landfall.localcloud.bigquery.load;

import dev.landfall.localcloud.http.ApiException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The names in the header of a CSV file: the last of the rows that the job skips. */
final class CsvHeader {
    private CsvHeader() {}

    /** @param skippedRows at least 1 */
    static List<String> read(SourceFile file, long skippedRows, char delimiter, char quote) {
        try (InputStream raw = Files.newInputStream(file.content());
                InputStream bytes = Compression.of(file).equals("gzip") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            for (long row = 1; row < skippedRows && line != null; row++) {
                line = lines.readLine();
            }
            if (line == null) {
                throw ApiException.invalid("The file has no header in row " + skippedRows + ".");
            }
            return split(line.startsWith("\uFEFF") ? line.substring(1) : line, delimiter, quote);
        } catch (EOFException | ZipException e) {
            throw ApiException.invalid("The file is no complete gzip stream: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> split(String line, char delimiter, char quote) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (character == quote) {
                quoted = !quoted;
            } else if (character == delimiter && !quoted) {
                names.add(name.toString().strip());
                name.setLength(0);
            } else {
                name.append(character);
            }
        }
        names.add(name.toString().strip());
        return names;
    }
}
