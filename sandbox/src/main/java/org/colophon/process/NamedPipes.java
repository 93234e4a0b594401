package org.colophon.process;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
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
  private static final Optional<MethodHandle> MKFIFO = mkfifo();

  private NamedPipes() {}

  /**
   * False where this cannot be done from here, or went wrong; the program of that name says why.
   */
  static boolean make(Path pipe) {
    if (MKFIFO.isEmpty()) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      return (int)
              MKFIFO
                  .get()
                  .invokeExact(
                      arena.allocateFrom(pipe.toString(), StandardCharsets.UTF_8), OWNER_ONLY)
          == 0;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("mkfifo declares no exception", e);
    }
  }

  // calling into C is restricted by the JVM; the launcher allows it, and there is no other way
  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> mkfifo() {
    if (!System.getProperty("os.name", "").equals("Linux")
        || !System.getProperty("sun.jnu.encoding", "").equals("UTF-8")) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    try {
      return linker
          .defaultLookup()
          .find("mkfifo")
          .map(address ->
              linker.downcallHandle(
                  address,
                  FunctionDescriptor.of(
                      ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT)));
    } catch (IllegalCallerException _) {
      // a program that was started without leave for it, such as a stage
      return Optional.empty();
    }
  }
}
