/** The only way out of a sandbox with a list of hosts: a proxy that knows the list. */
@NullMarked
package org.colophon.sandbox.proxy;

import org.jspecify.annotations.NullMarked;
