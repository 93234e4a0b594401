/** Values that must not be written down: how they look in bytes, and how they are taken out. */
@NullMarked
package org.colophon.secret;

import org.jspecify.annotations.NullMarked;
