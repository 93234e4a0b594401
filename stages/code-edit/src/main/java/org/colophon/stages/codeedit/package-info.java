/** The stages of the code-edit pipeline: one class with a main per stage. */
@NullMarked
package org.colophon.stages.codeedit;

import org.jspecify.annotations.NullMarked;
