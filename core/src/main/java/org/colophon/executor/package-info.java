/** Where a stage runs and how much it gets. */
@NullMarked
package org.colophon.executor;

import org.jspecify.annotations.NullMarked;
