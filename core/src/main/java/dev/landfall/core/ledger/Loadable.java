package dev.landfall.core.ledger;

import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.landing.Layout;

/**
 * What a load job must know of a file.
 *
 * @param sequence the number in the name, else the object's generation: a property of the file, whenever it is loaded
 */
public record Loadable(FileEncoding encoding, Layout layout, long sequence) {}
