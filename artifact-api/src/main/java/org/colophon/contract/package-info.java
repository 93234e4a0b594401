/** The files and words that every stage and tool agrees on. */
@NullMarked
package org.colophon.contract;

import org.jspecify.annotations.NullMarked;
