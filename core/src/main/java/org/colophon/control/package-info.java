/** Controls: runs that must end as specified, and what they say of the pipeline they test. */
@NullMarked
package org.colophon.control;

import org.jspecify.annotations.NullMarked;
