/** Stage 09: what published spectra and recovered systems may be called. */
@NullMarked
package org.colophon.stages.holography.cft;

import org.jspecify.annotations.NullMarked;
