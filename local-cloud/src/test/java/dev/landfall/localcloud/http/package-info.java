@NullMarked
package dev.landfall.localcloud.http;

import org.jspecify.annotations.NullMarked;
