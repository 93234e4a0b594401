/** Pipeline files, read and checked. */
@NullMarked
package org.colophon.pipeline;

import org.jspecify.annotations.NullMarked;
