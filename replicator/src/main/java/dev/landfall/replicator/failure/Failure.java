package dev.landfall.replicator.failure;

/** Every way a replication can fail, and the exit code that tells a scheduler about it. */
public enum Failure {
    /** The pipeline file or the command line is wrong: nothing was started. */
    CONFIGURATION(2),
    /** A source could not be read, or holds what Landfall refuses to carry. */
    SOURCE(1),
    /** The landing bucket did not take a file. */
    LANDING(1),
    /** The state database could not be read or written. */
    STATE(1);

    private final int exitCode;

    Failure(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
