/** What Java has no call for: mounts, id maps, control groups and Landlock of Linux. */
@NullMarked
package org.colophon.sandbox.linux;

import org.jspecify.annotations.NullMarked;
