package dev.landfall.migration.validation.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.ledger.FileCounts;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.MergeCounts;
import dev.landfall.core.status.TableStatus;
import dev.landfall.core.table.TableId;
import dev.landfall.migration.validation.comparison.Level;
import dev.landfall.migration.validation.comparison.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final TableId TABLE = TableId.of("shop", "orders");
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Readiness.Rules RULES = new Readiness.Rules(3, Duration.ofDays(1), Duration.ofDays(2));

    @Test
    void readyAfterEnoughEqualValidationsInARow() {
        assertThat(judged(history(Outcome.DIFFERENT, Outcome.EQUAL, Outcome.EQUAL, Outcome.EQUAL), Map.of())
                        .ready())
                .isTrue();
    }

    @Test
    void oneDifferenceStartsTheCountAgain() {
        Readiness readiness = judged(history(Outcome.EQUAL, Outcome.EQUAL, Outcome.DIFFERENT, Outcome.EQUAL), Map.of());
        assertThat(readiness.equalRuns()).isEqualTo(1);
        assertThat(readiness.blockers()).singleElement().asString().contains("equal 1 times running");
    }

    @Test
    void equalCountsAreNoProof() {
        List<PastValidation> history = new ArrayList<>(history(Outcome.EQUAL, Outcome.EQUAL, Outcome.EQUAL));
        history.add(new PastValidation(NOW, Level.COUNT, Outcome.EQUAL, null, 1, 1, 0));
        assertThat(judged(history, Map.of()).equalRuns()).isZero();
    }

    @Test
    void failedFilesAndBacklogAndAgeStandInTheWay() {
        List<PastValidation> old =
                List.of(new PastValidation(NOW.minus(Duration.ofDays(3)), Level.ROWS, Outcome.EQUAL, null, 1, 1, 0));
        Readiness readiness = Readiness.of(
                TABLE,
                old,
                status(Map.of(FileState.FAILED, 1L, FileState.LANDED, 2L), NOW.minus(Duration.ofDays(4))),
                RULES,
                NOW);
        assertThat(String.join("; ", readiness.blockers()))
                .contains("equal 1 times running, and 3 are asked for")
                .contains("the newest validation is 3 d old")
                .contains("nothing was merged for 4 d")
                .contains("1 files failed")
                .contains("2 files are on their way");
    }

    @Test
    void aTableThatWasNeverValidatedIsNotReady() {
        assertThat(Readiness.of(TABLE, List.of(), null, RULES, NOW).blockers())
                .containsExactly("it was never validated");
    }

    private static Readiness judged(List<PastValidation> history, Map<FileState, Long> files) {
        return Readiness.of(TABLE, history, status(files, NOW), RULES, NOW);
    }

    private static TableStatus status(Map<FileState, Long> files, Instant freshAsOf) {
        return new TableStatus(TABLE.toString(), freshAsOf, new FileCounts(files, 0), MergeCounts.NONE, null);
    }

    private static List<PastValidation> history(Outcome... outcomes) {
        List<PastValidation> history = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            history.add(new PastValidation(NOW, Level.DIGEST, outcome, null, 1, 1, 0));
        }
        return history;
    }
}
