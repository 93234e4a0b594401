@NullMarked
package org.colophon.sandbox.proxy;

import org.jspecify.annotations.NullMarked;
