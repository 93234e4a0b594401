/** Whether a stage is done: the eight points of the run contract, tried on the real program. */
@NullMarked
package org.colophon.conformance;

import org.jspecify.annotations.NullMarked;
