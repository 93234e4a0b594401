/** One experiment's configuration, merged and frozen. */
@NullMarked
package org.colophon.config;

import org.jspecify.annotations.NullMarked;
