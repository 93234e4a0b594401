@NullMarked
package org.colophon.sandbox.seccomp;

import org.jspecify.annotations.NullMarked;
