/** Which files one load job takes, and what that job looks like. */
@NullMarked
package dev.landfall.core.batch;

import org.jspecify.annotations.NullMarked;
