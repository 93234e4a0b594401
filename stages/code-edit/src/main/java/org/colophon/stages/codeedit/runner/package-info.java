/** Applies an action to a workspace with ast-grep, confined. */
@NullMarked
package org.colophon.stages.codeedit.runner;

import org.jspecify.annotations.NullMarked;
