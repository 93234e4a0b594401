/** Many runs of one config with some values changed, in one folder, compared. */
@NullMarked
package org.colophon.sweep;

import org.jspecify.annotations.NullMarked;
