package dev.landfall.migration.validation.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.core.ledger.FileState;
import dev.landfall.core.table.TableId;
import dev.landfall.migration.validation.comparison.Outcome;
import dev.landfall.migration.validation.comparison.PartitionResult;
import dev.landfall.migration.validation.comparison.ValidationResult;
import dev.landfall.migration.validation.failure.ValidationException;
import dev.landfall.migration.validation.manifest.LoadedFiles.Batch;
import dev.landfall.migration.validation.manifest.LoadedFiles.Loaded;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ManifestValidationTest {
    private static final DeltaManifest DELTA = DeltaManifest.parse("m", """
            {"delta": "d", "sequence": 7, "rows": 30, "files": [
              {"name": "landing/s/t/seq=7/a.avro", "generation": 1, "size": 5, "rows": 10},
              {"name": "landing/s/t/seq=7/b.avro", "generation": 2, "size": 5, "rows": 20}]}""");

    private final Map<String, Loaded> ledger = new HashMap<>();

    private void in(String file, FileState state, @Nullable Batch batch) {
        ledger.put("landing/s/t/seq=7/" + file, new Loaded(state, batch));
    }

    private ValidationResult validate() {
        return new ManifestValidation(file -> Optional.ofNullable(ledger.get(file.name())))
                .validate(TableId.of("s", "t"), "manifests", List.of(DELTA), Clock.systemUTC());
    }

    @Test
    void rowsThatWereLoadedTogetherAreComparedTogether() {
        in("a.avro", FileState.MERGED, new Batch("b1", 2, 30L));
        in("b.avro", FileState.MERGED, new Batch("b1", 2, 30L));
        assertThat(validate()).returns(Outcome.EQUAL, ValidationResult::outcome).returns(30L, result -> result.targetRows());

        in("a.avro", FileState.MERGED, new Batch("b1", 2, 29L));
        assertThat(validate().outcome()).as("the batch is known by its first file").isEqualTo(Outcome.DIFFERENT);
    }

    @Test
    void aFileThatFailedIsNamed() {
        in("a.avro", FileState.MERGED, new Batch("b1", 1, 10L));
        in("b.avro", FileState.FAILED, new Batch("b2", 1, null));

        ValidationResult result = validate();

        assertThat(result.outcome()).isEqualTo(Outcome.DIFFERENT);
        assertThat(result.differingPartitions())
                .extracting(PartitionResult::label)
                .containsExactly("landing/s/t/seq=7/b.avro (FAILED)");
    }

    @Test
    void aFileOnItsWayOrUnknownIsNoDifference() {
        in("a.avro", FileState.LOADING, new Batch("b1", 1, null));

        ValidationResult result = validate();

        assertThat(result.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(String.join("\n", result.notes())).contains("not merged yet").contains("landfall sweep");
    }

    @Test
    void aBatchWithOtherFilesSaysOnlyThatTheFilesAreMerged() {
        in("a.avro", FileState.MERGED, new Batch("b1", 3, 99L));
        in("b.avro", FileState.MERGED, new Batch("b2", 1, 20L));

        assertThat(validate()).returns(Outcome.EQUAL, ValidationResult::outcome);
        assertThat(String.join("\n", validate().notes())).contains("Of 1 files");
    }

    @Test
    void whatIsNoManifestIsRefusedByName() {
        for (String text : List.of("", "[]", "{}", "{\"files\": 3}", "{\"files\": [{}]}")) {
            assertThatThrownBy(() -> DeltaManifest.parse("gs://b/x", text))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("gs://b/x");
        }
    }
}
