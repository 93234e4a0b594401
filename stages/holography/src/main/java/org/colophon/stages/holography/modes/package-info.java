/** Scalar eigenmodes of a background: the radial equation, its solver and its ultraviolet end. */
@NullMarked
package org.colophon.stages.holography.modes;

import org.jspecify.annotations.NullMarked;
