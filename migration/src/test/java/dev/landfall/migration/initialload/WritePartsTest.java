package dev.landfall.migration.initialload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.migration.initialload.LoadState.Write;
import dev.landfall.migration.initialload.LoadState.Write.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WritePartsTest {
    @Test
    void fewPartitionsAreOneJob() {
        assertThat(WriteParts.of(days(4_000), false, 4_000)).containsExactly(Write.of(Kind.CREATE_WITH_ROWS));
        assertThat(WriteParts.of(List.of(), true, 4_000)).containsExactly(Write.of(Kind.INSERT));
    }

    @Test
    void manyAreCutSoThatNoJobWritesToMoreThanItMayAndNoPartitionIsLeftOut() {
        List<@Nullable Long> partitions = days(9_000);
        partitions.add(null);

        List<Write> writes = WriteParts.of(partitions, false, 4_000);

        assertThat(writes.get(0).kind()).isEqualTo(Kind.CREATE_EMPTY);
        assertThat(writes.stream().filter(Write::withNull)).hasSize(1);
        List<Long> written = new ArrayList<>();
        for (Write write : writes.subList(1, writes.size())) {
            long from = Objects.requireNonNull(write.from());
            long to = Objects.requireNonNull(write.to());
            assertThat(to - from + 1 + (write.withNull() ? 1 : 0)).isLessThanOrEqualTo(4_000);
            LongStream.rangeClosed(from, to).forEach(written::add);
        }
        assertThat(written).containsExactlyElementsOf(days(9_000));
    }

    @Test
    void moreThanATableCanHaveAreRefused() {
        assertThatThrownBy(() -> WriteParts.of(days(10_001), false, 4_000))
                .isInstanceOf(InitialLoadException.class)
                .hasMessageContaining("MONTH");
    }

    private static List<@Nullable Long> days(int count) {
        return new ArrayList<>(LongStream.range(0, count).boxed().toList());
    }
}
