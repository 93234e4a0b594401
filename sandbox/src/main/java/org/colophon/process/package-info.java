/** Starting a process, limiting it, and saying what became of it. */
@NullMarked
package org.colophon.process;

import org.jspecify.annotations.NullMarked;
