/** What stages 03 and 04 together say of the bulk equations, as data and as a text. */
@NullMarked
package org.colophon.stages.holography.equations.analysis;

import org.jspecify.annotations.NullMarked;
