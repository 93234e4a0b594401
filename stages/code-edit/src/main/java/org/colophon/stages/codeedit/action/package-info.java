/** What a model asks for: one ast-grep action, read and refused before any tool sees it. */
@NullMarked
package org.colophon.stages.codeedit.action;

import org.jspecify.annotations.NullMarked;
