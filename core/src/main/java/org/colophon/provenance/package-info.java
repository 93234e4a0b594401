/** Which code and which machine a run was made with. */
@NullMarked
package org.colophon.provenance;

import org.jspecify.annotations.NullMarked;
