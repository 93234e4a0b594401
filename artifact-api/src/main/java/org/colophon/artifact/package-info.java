/** Typed artifacts: what they are, their digests, and the schemas that judge them. */
@NullMarked
package org.colophon.artifact;

import org.jspecify.annotations.NullMarked;
