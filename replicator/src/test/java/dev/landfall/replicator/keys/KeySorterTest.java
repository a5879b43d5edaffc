package dev.landfall.replicator.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.replicator.format.RowColumn;
import dev.landfall.replicator.format.RowType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeySorterTest {
    @TempDir
    Path folder;

    @Test
    void moreKeysThanMemoryAreSortedSubtractedAndLeaveNoFile() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TreeSet<byte[]> mine = new TreeSet<>(SortedRuns.ORDER);
        TreeSet<byte[]> others = new TreeSet<>(SortedRuns.ORDER);
        try (KeySorter sorter = new KeySorter(folder, "mine", 2_000);
                KeySorter other = new KeySorter(folder, "others", 5_000)) {
            for (int i = 0; i < 3_000; i++) {
                byte[] key = new byte[random.nextInt(3)];
                random.nextBytes(key);
                mine.add(key);
                sorter.add(key);
                if (random.nextInt(3) == 0) {
                    others.add(key);
                    other.add(key);
                }
            }
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.count()).isGreaterThan(10);
            }
            assertThat(all(sorter.sorted())).as("seed %d", seed).containsExactlyElementsOf(mine);
            mine.removeAll(others);
            assertThat(all(SortedRuns.minus(sorter.sorted(), other.sorted())))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(mine);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aKeyOfAnyTypeIsReadBackAndEqualKeysHaveEqualBytes() {
        KeyCodec codec = new KeyCodec(List.of(
                RowColumn.of("b", RowType.BOOLEAN),
                RowColumn.of("i", RowType.INT32),
                RowColumn.of("l", RowType.INT64),
                RowColumn.decimal("n", 12, 2),
                RowColumn.of("s", RowType.STRING),
                RowColumn.of("x", RowType.BYTES),
                RowColumn.of("d", RowType.DATE),
                RowColumn.of("t", RowType.TIMESTAMP)));
        @Nullable
        Object[] key = {
            true,
            Integer.MIN_VALUE,
            Long.MAX_VALUE,
            new BigDecimal("-1.50"),
            "é😀",
            new byte[] {0, -1},
            LocalDate.parse("9999-12-31"),
            LocalDateTime.parse("0001-01-01T00:00:00.123456")
        };

        assertThat(codec.decode(codec.encode(key))).isEqualTo(key);
        assertThat(codec.decode(codec.encode(new @Nullable Object[8]))).containsOnlyNulls();
        @Nullable Object[] same = key.clone();
        same[3] = new BigDecimal("-1.5");
        same[7] = LocalDateTime.parse("0001-01-01T00:00:00.123456789");
        assertThat(codec.encode(same)).isEqualTo(codec.encode(key));
        same[4] = "";
        assertThat(codec.encode(same)).isNotEqualTo(codec.encode(key));
    }

    private static List<byte[]> all(Iterator<byte[]> keys) {
        List<byte[]> all = new ArrayList<>();
        keys.forEachRemaining(all::add);
        return all;
    }
}
