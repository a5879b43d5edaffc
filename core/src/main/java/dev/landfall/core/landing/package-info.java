/** The landing path: the grammar of object names, and what a name says about its file. */
@NullMarked
package dev.landfall.core.landing;

import org.jspecify.annotations.NullMarked;
