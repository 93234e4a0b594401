/** Stages known by what they are made of, and a store of what they made. */
@NullMarked
package org.colophon.reuse;

import org.jspecify.annotations.NullMarked;
