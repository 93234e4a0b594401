@NullMarked
package org.colophon.stages.codeedit.workspace;

import org.jspecify.annotations.NullMarked;
