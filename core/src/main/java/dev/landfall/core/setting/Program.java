package dev.landfall.core.setting;

/** A program that reads {@link Setting}s. */
public enum Program {
    /** The function that an object in the landing bucket wakes. */
    LOADER,
    /** The function that a message on the merge topic wakes. */
    MERGER,
    /** The function that the schedule wakes. */
    SWEEPER,
    /** The {@code landfall} command. */
    COMMAND
}
