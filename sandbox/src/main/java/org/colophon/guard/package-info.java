/** Commands that are never started, sandbox or not: hygiene in front of the border. */
@NullMarked
package org.colophon.guard;

import org.jspecify.annotations.NullMarked;
