/** One class per file format; each turns a file into JSON that a schema can judge. */
@NullMarked
package org.colophon.artifact.format;

import org.jspecify.annotations.NullMarked;
