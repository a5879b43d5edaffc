/** What lets the services survive a restart: a log of their changes, and the folder that holds it. */
@NullMarked
package dev.landfall.localcloud.journal;

import org.jspecify.annotations.NullMarked;
