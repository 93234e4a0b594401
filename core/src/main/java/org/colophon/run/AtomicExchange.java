package org.colophon.run;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Swaps two paths in one step, which Java has no call for: {@code renameat2} with {@code
 * RENAME_EXCHANGE}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/rename.2.html">rename(2)</a>
 */
final class AtomicExchange {
  private static final int AT_FDCWD = -100;
  private static final int RENAME_EXCHANGE = 2;
  private static final Optional<MethodHandle> RENAMEAT2 = renameat2();

  private AtomicExchange() {}

  /** False, and nothing done, where the system or the file system cannot. */
  static boolean exchange(Path one, Path other) throws IOException {
    if (RENAMEAT2.isEmpty()) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment first = arena.allocateFrom(one.toAbsolutePath().toString());
      MemorySegment second = arena.allocateFrom(other.toAbsolutePath().toString());
      int result =
          (int) RENAMEAT2.get().invokeExact(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE);
      return result == 0;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException("renameat2 of " + one + " and " + other + " failed", e);
    }
  }

  // calling into C is restricted by the JVM; the launcher allows it, and there is no other way
  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> renameat2() {
    Linker linker = Linker.nativeLinker();
    SymbolLookup lookup = linker.defaultLookup();
    return lookup
        .find("renameat2")
        .map(address ->
            linker.downcallHandle(
                address,
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT)));
  }
}
