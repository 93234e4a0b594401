/**
 * The page for people: tables and pictures of a run on one sheet, every number an element that
 * names the file it came from, the place in it, the file's digest and how it is rounded.
 */
@NullMarked
package org.colophon.stages.holography.report;

import org.jspecify.annotations.NullMarked;
