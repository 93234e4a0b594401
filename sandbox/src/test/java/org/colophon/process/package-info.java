@NullMarked
package org.colophon.process;

import org.jspecify.annotations.NullMarked;
