/**
 * The items of a stage that runs once for each: which there are, their keys, what is said of them.
 */
@NullMarked
package org.colophon.items;

import org.jspecify.annotations.NullMarked;
