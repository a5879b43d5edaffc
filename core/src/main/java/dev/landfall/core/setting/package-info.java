/** What a deployment says to Landfall's programs: the environment variables, in one place. */
@NullMarked
package dev.landfall.core.setting;

import org.jspecify.annotations.NullMarked;
