/**
 * Small SVG pictures: curves and tables.
 *
 * <p>Written without AWT: its fonts need a fontconfig that a bare container or a sandbox does not
 * have, its text metrics (and so the picture's bytes) depend on the fonts of the machine, and
 * loading it costs more than most stages compute. Here text is placed by anchors and by rough,
 * generous widths, so that equal data give equal bytes everywhere.
 */
@NullMarked
package org.colophon.stages.holography.plot;

import org.jspecify.annotations.NullMarked;
