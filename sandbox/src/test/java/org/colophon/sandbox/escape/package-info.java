/** Hostile programs against every backend, judged from inside and from the host. */
@NullMarked
package org.colophon.sandbox.escape;

import org.jspecify.annotations.NullMarked;
