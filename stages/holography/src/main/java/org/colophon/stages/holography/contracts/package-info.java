/** Physics that a geometry must obey, and the controls that must not pass. */
@NullMarked
package org.colophon.stages.holography.contracts;

import org.jspecify.annotations.NullMarked;
