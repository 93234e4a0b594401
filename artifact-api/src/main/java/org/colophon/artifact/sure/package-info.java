/** Records that are good beyond doubt, found without reading them in full. */
@NullMarked
package org.colophon.artifact.sure;

import org.jspecify.annotations.NullMarked;
