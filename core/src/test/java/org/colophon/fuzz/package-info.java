/** Hostile bytes for every reader. */
@NullMarked
package org.colophon.fuzz;

import org.jspecify.annotations.NullMarked;
