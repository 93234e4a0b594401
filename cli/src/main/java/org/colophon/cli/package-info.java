/** The command line: one class per command. */
@NullMarked
package org.colophon.cli;

import org.jspecify.annotations.NullMarked;
