@NullMarked
package org.colophon.sandbox.linux;

import org.jspecify.annotations.NullMarked;
