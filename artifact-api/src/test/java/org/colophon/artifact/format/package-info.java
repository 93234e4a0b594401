@NullMarked
package org.colophon.artifact.format;

import org.jspecify.annotations.NullMarked;
