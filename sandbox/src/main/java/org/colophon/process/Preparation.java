package org.colophon.process;

import java.io.IOException;
import java.util.OptionalInt;

/**
 * What is done just before a process starts, on the thread that starts it and serves nothing else:
 * what Linux keeps for each thread, as its view of the file system, is inherited by the process
 * alone.
 */
@FunctionalInterface
public interface Preparation {
  Preparation NONE = () -> {};

  /**
   * Prepares the calling thread.
   *
   * @throws IOException if it cannot; the process is not started then
   */
  void prepare() throws IOException;

  /**
   * The user that the process becomes, if it is another: it must be able to open its outputs anew,
   * as in {@code echo >/dev/stderr}.
   */
  default OptionalInt user() {
    return OptionalInt.empty();
  }
}
