/** A function as a container's content: the fast way to deploy it. */
@NullMarked
package dev.landfall.endtoend.image;

import org.jspecify.annotations.NullMarked;
