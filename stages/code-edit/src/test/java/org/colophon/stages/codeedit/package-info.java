@NullMarked
package org.colophon.stages.codeedit;

import org.jspecify.annotations.NullMarked;
