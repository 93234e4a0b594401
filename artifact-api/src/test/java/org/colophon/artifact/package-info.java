@NullMarked
package org.colophon.artifact;

import org.jspecify.annotations.NullMarked;
