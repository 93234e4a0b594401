/** YAML and JSON files that people write, with the line of every value. */
@NullMarked
package org.colophon.document;

import org.jspecify.annotations.NullMarked;
