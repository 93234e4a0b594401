@NullMarked
package org.colophon.stages.codeedit.runner;

import org.jspecify.annotations.NullMarked;
