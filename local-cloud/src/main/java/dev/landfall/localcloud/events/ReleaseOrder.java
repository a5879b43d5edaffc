package dev.landfall.localcloud.events;

/** In which order held events go out. */
public enum ReleaseOrder {
    /** The first that came goes first. */
    ARRIVAL,
    /** The last that came goes first. */
    REVERSE
}
