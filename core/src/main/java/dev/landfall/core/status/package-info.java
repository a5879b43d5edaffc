/** What happens, told to people and to machines that read logs. */
@NullMarked
package dev.landfall.core.status;

import org.jspecify.annotations.NullMarked;
