/** Static planar backgrounds, in closed form and as tables. */
@NullMarked
package org.colophon.stages.holography.geometry;

import org.jspecify.annotations.NullMarked;
