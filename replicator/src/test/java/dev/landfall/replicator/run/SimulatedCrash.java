package dev.landfall.replicator.run;

/** The process ends here. */
final class SimulatedCrash extends RuntimeException {}
