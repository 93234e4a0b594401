/** What a stage may touch, and the ways to keep it so. */
@NullMarked
package org.colophon.sandbox;

import org.jspecify.annotations.NullMarked;
