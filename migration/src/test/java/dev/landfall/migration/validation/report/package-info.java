@NullMarked
package dev.landfall.migration.validation.report;

import org.jspecify.annotations.NullMarked;
