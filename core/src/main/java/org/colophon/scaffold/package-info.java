/** New pipelines, stages and schemas, as files that a person goes on from. */
@NullMarked
package org.colophon.scaffold;

import org.jspecify.annotations.NullMarked;
