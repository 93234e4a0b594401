/** The files of one task in a folder of their own. */
@NullMarked
package org.colophon.stages.codeedit.workspace;

import org.jspecify.annotations.NullMarked;
