/** Two runs held against each other, value by value. */
@NullMarked
package org.colophon.comparison;

import org.jspecify.annotations.NullMarked;
