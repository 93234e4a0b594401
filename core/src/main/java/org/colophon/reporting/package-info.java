/**
 * A run told to programs that know nothing of it: JUnit XML, SARIF, GitHub annotations, Markdown.
 */
@NullMarked
package org.colophon.reporting;

import org.jspecify.annotations.NullMarked;
