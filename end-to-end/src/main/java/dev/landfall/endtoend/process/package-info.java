/** Child processes that are started, watched and surely stopped. */
@NullMarked
package dev.landfall.endtoend.process;

import org.jspecify.annotations.NullMarked;
