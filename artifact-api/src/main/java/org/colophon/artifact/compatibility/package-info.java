/** Whether files of one schema can be given to readers of another. */
@NullMarked
package org.colophon.artifact.compatibility;

import org.jspecify.annotations.NullMarked;
