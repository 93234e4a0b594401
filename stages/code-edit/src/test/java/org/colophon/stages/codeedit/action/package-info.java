@NullMarked
package org.colophon.stages.codeedit.action;

import org.jspecify.annotations.NullMarked;
