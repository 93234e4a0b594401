@NullMarked
package org.colophon.artifact.compatibility;

import org.jspecify.annotations.NullMarked;
