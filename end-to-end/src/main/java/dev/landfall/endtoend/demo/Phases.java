package dev.landfall.endtoend.demo;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says on a stream what is going on and how long each phase took. Lines may come from several threads. */
final class Phases {
    private final PrintStream out;
    private final Clock clock;
    private final Instant started;
    private final List<Timing> timings = new ArrayList<>();

    private record Timing(String phase, Duration duration) {}

    /** A piece of work with a result. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws Exception;
    }

    /** A piece of work without a result. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    Phases(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
        this.started = clock.instant();
    }

    <T> T run(String phase, Work<T> work) throws Exception {
        line(phase + " ...");
        Instant begin = clock.instant();
        T result = work.run();
        Duration duration = Duration.between(begin, clock.instant());
        timings.add(new Timing(phase, duration));
        line("  done in " + seconds(duration));
        return result;
    }

    void step(String phase, Step step) throws Exception {
        run(phase, () -> {
            step.run();
            return phase;
        });
    }

    /** One line of progress, with the time since the start. */
    synchronized void line(String text) {
        out.printf(
                Locale.ROOT,
                "[%6.1f s] %s%n",
                Duration.between(started, clock.instant()).toMillis() / 1000.0,
                text);
        out.flush();
    }

    void printTimings() {
        out.println();
        out.println("Timings");
        for (Timing timing : timings) {
            out.printf(Locale.ROOT, "  %-64s %9s%n", timing.phase(), seconds(timing.duration()));
        }
        out.printf(Locale.ROOT, "  %-64s %9s%n", "all", seconds(Duration.between(started, clock.instant())));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
