/** The operator's commands, against Google Cloud or a local cloud alike: one class per command. */
@NullMarked
package dev.landfall.cli;

import org.jspecify.annotations.NullMarked;
