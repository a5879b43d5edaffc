package dev.landfall.replicator.run;

/** Counts the moments before and after side effects and ends the world at one of them. */
final class CrashPoint {
    private int stepsLeft = Integer.MAX_VALUE;
    private boolean happened;

    /** @param step counted from 0 */
    synchronized void at(int step) {
        stepsLeft = step;
        happened = false;
    }

    synchronized void never() {
        stepsLeft = Integer.MAX_VALUE;
    }

    /** After a crash every further step of the same process fails too. */
    synchronized void step() {
        if (stepsLeft == 0) {
            happened = true;
            throw new SimulatedCrash();
        }
        stepsLeft--;
    }

    synchronized boolean happened() {
        return happened;
    }
}
