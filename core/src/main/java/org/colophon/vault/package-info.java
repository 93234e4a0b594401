/**
 * Where the values of secrets come from: a file of the user's, and a command such as a keychain.
 */
@NullMarked
package org.colophon.vault;

import org.jspecify.annotations.NullMarked;
