/** Programs for the kernel's system call filter, written in plain Java. */
@NullMarked
package org.colophon.sandbox.seccomp;

import org.jspecify.annotations.NullMarked;
