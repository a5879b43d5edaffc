package dev.landfall.replicator.extension;

import java.util.Set;

/**
 * A source, or another way to find what changed in one, of the user's own. It is found by {@link java.util.ServiceLoader}
 * in the jars of the pipeline's {@code extensions} folder, and needs a public constructor without parameters.
 */
public interface SourceExtension {

    /** As the pipeline file names it: {@code source: {extension: NAME}}. */
    String name();

    /** The other keys that its source block may have; any other is refused with its line. */
    Set<String> keys();

    /**
     * The source of one table, for one run.
     *
     * @throws IllegalArgumentException if the settings are wrong; the message is shown to the user with the table
     */
    DeltaSource open(SourceRequest request);
}
