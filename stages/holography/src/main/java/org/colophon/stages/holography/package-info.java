/** The stages of the holography pipeline: one class with a main per stage. */
@NullMarked
package org.colophon.stages.holography;

import org.jspecify.annotations.NullMarked;
