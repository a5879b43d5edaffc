/**
 * Events as Eventarc delivers them: CloudEvents by HTTP, at least once, unordered, retried with exponential backoff,
 * dropped when their retention is over.
 */
@NullMarked
package dev.landfall.localcloud.events;

import org.jspecify.annotations.NullMarked;
