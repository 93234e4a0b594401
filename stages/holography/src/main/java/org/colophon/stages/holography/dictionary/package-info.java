/** Stages 07 and 08: which mass belongs to which dimension, and the atlas of operators. */
@NullMarked
package org.colophon.stages.holography.dictionary;

import org.jspecify.annotations.NullMarked;
