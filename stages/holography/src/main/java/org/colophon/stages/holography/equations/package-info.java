/** Sparse regression of bulk equations over many systems, and what it may be said to show. */
@NullMarked
package org.colophon.stages.holography.equations;

import org.jspecify.annotations.NullMarked;
