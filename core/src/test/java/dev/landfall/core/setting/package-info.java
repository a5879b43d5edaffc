@NullMarked
package dev.landfall.core.setting;

import org.jspecify.annotations.NullMarked;
