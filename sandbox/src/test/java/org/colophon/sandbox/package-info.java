@NullMarked
package org.colophon.sandbox;

import org.jspecify.annotations.NullMarked;
