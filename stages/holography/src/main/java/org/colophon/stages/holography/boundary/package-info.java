/** What lives on the boundary: geodesics, correlators made from a bulk, and their files. */
@NullMarked
package org.colophon.stages.holography.boundary;

import org.jspecify.annotations.NullMarked;
