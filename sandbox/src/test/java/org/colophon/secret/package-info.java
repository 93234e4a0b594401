@NullMarked
package org.colophon.secret;

import org.jspecify.annotations.NullMarked;
