/** Runs: folders, inputs, gates, stages, journal and manifest. */
@NullMarked
package org.colophon.run;

import org.jspecify.annotations.NullMarked;
