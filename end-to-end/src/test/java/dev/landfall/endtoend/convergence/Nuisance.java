package dev.landfall.endtoend.convergence;

import java.util.Random;

/**
 * How bad a schedule is: each number is a chance in a thousand.
 *
 * @param atOnce how many events are worked on at once at most
 * @param free true if runs are real threads, instead of taking turns
 * @param duplicate an event is delivered twice
 * @param drop an event or message is lost, or not delivered again after a failure
 * @param die an instance dies after some side effect
 * @param refuse a call of a port fails before it did anything
 * @param loseAnswer a side effect happens and its caller gets an error
 * @param failJob a job ends with an error of the service
 * @param stall a job still runs when the function's time is over
 * @param sweep a sweep runs beside the rest, at each step
 * @param clock time jumps beyond every lease
 */
record Nuisance(
        int atOnce,
        boolean free,
        int duplicate,
        int drop,
        int die,
        int refuse,
        int loseAnswer,
        int failJob,
        int stall,
        int sweep,
        int clock) {
    static final Nuisance NONE = new Nuisance(1, false, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Each schedule has its own mixture, and many leave something out, so that it does not hide the rest. */
    static Nuisance of(Random random) {
        return new Nuisance(
                1 + random.nextInt(4),
                random.nextInt(5) == 0,
                chance(random, 300),
                chance(random, 200),
                chance(random, 600),
                chance(random, 40),
                chance(random, 40),
                chance(random, 100),
                chance(random, 60),
                chance(random, 6),
                chance(random, 30));
    }

    private static int chance(Random random, int most) {
        return random.nextBoolean() ? random.nextInt(most + 1) : 0;
    }

    static boolean happens(Random random, int chance) {
        return chance > 0 && random.nextInt(1000) < chance;
    }
}
