package org.colophon.process;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes named pipes, which Java has no call for. Starting a program for it costs as much as the
 * shortest stage.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/mkfifo.3.html">mkfifo(3)</a>
 */
final class NamedPipes {
  private static final int OWNER_ONLY = 6 * 64; // rw-------
  private static final Optional<CLibrary.Function> MKFIFO = CLibrary.find("mkfifo");

  private NamedPipes() {}

  /**
   * False where this cannot be done from here, or went wrong; the program of that name says why.
   */
  static boolean make(Path pipe) {
    if (MKFIFO.isEmpty()) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      return MKFIFO.get().call(arena.allocateFrom(pipe.toString()).address(), OWNER_ONLY).value()
          == 0;
    }
  }
}
