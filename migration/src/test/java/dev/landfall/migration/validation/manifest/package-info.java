@NullMarked
package dev.landfall.migration.validation.manifest;

import org.jspecify.annotations.NullMarked;
