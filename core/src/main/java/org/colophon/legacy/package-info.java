/** Takes an older folder into a new run; the only place that searches for inputs. */
@NullMarked
package org.colophon.legacy;

import org.jspecify.annotations.NullMarked;
