/** From boundary correlators to a geometry, without any knowledge of the bulk. */
@NullMarked
package org.colophon.stages.holography.recovery;

import org.jspecify.annotations.NullMarked;
