package dev.landfall.core.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.table.FileFormat;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileEncodingTest {
    @ParameterizedTest
    @CsvSource({
        // Nothing but the bytes tells.
        "000000_0,     ,        Obj|01,   AVRO,    false",
        "000000_0,     ,        PAR1,     PARQUET, false",
        "part-m-00000, ,        ORC,      ORC,     false",
        // The spec tells; text is looked at for gzip.
        "000000_0,     PARQUET, -,        PARQUET, false",
        "000000_0,     CSV,     1;2;3,    CSV,     false",
        "000000_0,     CSV,     |1f|8b|8, CSV,     true",
        "000000_0.gz,  JSON,    -,        JSON,    true",
        "000000_0,     CSV,     Obj|01,   AVRO,    false",
        // Spec and ending agree, or only the ending tells.
        "a.csv,        CSV,     -,        CSV,     false",
        "a.json.gz,    ,        -,        JSON,    true",
        "a.ORC,        ,        -,        ORC,     false",
        // They contradict each other: the bytes refute one of them, or the spec is believed.
        "a.csv,        AVRO,    id|0a,    CSV,     false",
        "a.csv,        AVRO,    Obj|01,   AVRO,    false",
        "a.csv,        JSON,    {\"a\",   JSON,    false",
        "a.parquet,    AVRO,    PAR1,     PARQUET, false",
        "a.parquet,    AVRO,    ORC|01,   ORC,     false",
    })
    void readsTheEncoding(
            String file, @Nullable FileFormat ofTable, String bytes, FileFormat format, boolean compressed) {
        assertThat(FileEncoding.of(file, ofTable, () -> first(bytes))).contains(new FileEncoding(format, compressed));
    }

    @Test
    void textIsNeverGuessed() {
        assertThat(FileEncoding.of("000000_0", null, () -> first("a,b|0a1,2"))).isEmpty();
        assertThat(FileEncoding.of("000000_0", null, () -> first("{\"a\":1}"))).isEmpty();
        assertThat(FileEncoding.of("000000_0", null, () -> first("|1f|8b"))).isEmpty();
        assertThat(FileEncoding.of("a.parquet", FileFormat.AVRO, () -> first("a,b")))
                .isEmpty();
        assertThat(FileEncoding.of("000000_0", null, () -> first("")))
                .as("no byte")
                .isEmpty();
    }

    /** {@code |xx} is a byte in hexadecimal; {@code -} must not be asked for. */
    private static Optional<FirstBytes> first(String text) {
        if (text.equals("-")) {
            throw new AssertionError("The name and the spec tell the format: no need to read the file");
        }
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '|') {
                int end = Math.min(text.length(), i + 3);
                bytes[length++] = (byte) Integer.parseInt(text.substring(i + 1, end), 16);
                i = end - 1;
            } else {
                bytes[length++] = (byte) text.charAt(i);
            }
        }
        return Optional.of(new FirstBytes(Arrays.copyOf(bytes, length)));
    }
}
