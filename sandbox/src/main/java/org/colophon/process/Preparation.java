package org.colophon.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is done just before a process starts, on the thread that starts it and serves nothing else:
 * what Linux keeps for each thread, as its view of the file system, is inherited by the process
 * alone.
 */
@FunctionalInterface
public interface Preparation {
  Preparation NONE = _ -> {};

  /**
   * A file that the process is given open.
   *
   * @param writes for writing, and empty; else for reading
   */
  record Handed(Path file, boolean writes) {}

  /**
   * Prepares the calling thread.
   *
   * @param outputs the files that the process is given to print into, which the thread opens
   * @throws IOException if it cannot; the process is not started then
   */
  void prepare(List<Path> outputs) throws IOException;

  /** Puts back what must not outlast the start, also one that failed; on the same thread. */
  default void afterStart() throws IOException {}

  /**
   * The user that the process becomes, if it is another: it must be able to open its outputs anew,
   * as in {@code echo >/dev/stderr}.
   */
  default OptionalInt user() {
    return OptionalInt.empty();
  }

  /** What the process has open from descriptor 3 on; opened before anything is prepared. */
  default List<Handed> handed() {
    return List.of();
  }

  /**
   * Whether the process begins a session of its own: what a terminal sends to this program does not
   * reach it then.
   */
  default boolean ownSession() {
    return false;
  }
}
