package org.colophon.sandbox.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import org.colophon.sandbox.seccomp.Architecture;
import org.colophon.sandbox.seccomp.SystemCall;

/**
 * System calls, made by the calling thread and felt by it alone where the kernel keeps the matter
 * for each thread: its namespaces, its Landlock domain, its filter.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/syscall.2.html">syscall(2)</a>
 */
final class Kernel {
  private static final int MOST_ARGUMENTS = 6;

  private static final Optional<MethodHandle> SYSCALL = syscall();

  private static final MemoryLayout ERRNO_LAYOUT = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      ERRNO_LAYOUT.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  /** A call that the kernel refused. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private final int error;

    Refused(SystemCall call, String about, int error) {
      super(call.name().toLowerCase(java.util.Locale.ROOT) + about + ": " + Errno.text(error));
      this.error = error;
    }

    int error() {
      return error;
    }
  }

  private Kernel() {}

  /** Whether this machine has the calls, by their numbers known here. */
  static boolean isKnown() {
    return SYSCALL.isPresent() && Architecture.ofThisMachine().isPresent();
  }

  /**
   * Makes a call.
   *
   * @param about what it is about, for the message, such as {@code " of /mnt"}
   * @return what the kernel answered, never negative
   */
  static long call(SystemCall call, String about, long... arguments) throws IOException {
    Architecture architecture =
        Architecture.ofThisMachine()
            .orElseThrow(() -> new IOException("this processor's system calls are not known"));
    MethodHandle syscall =
        SYSCALL.orElseThrow(() -> new IOException("the C library has no syscall()"));
    long[] six = java.util.Arrays.copyOf(arguments, MOST_ARGUMENTS);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(ERRNO_LAYOUT);
      long answer =
          (long)
              syscall.invokeExact(
                  state,
                  (long) call.on(architecture),
                  six[0],
                  six[1],
                  six[2],
                  six[3],
                  six[4],
                  six[5]);
      if (answer < 0) {
        throw new Refused(call, about, (int) ERRNO.get(state, 0L));
      }
      return answer;
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(call + about + " failed", e);
    }
  }

  // calling into C is restricted by the JVM; the launcher allows it, and there is no other way
  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> syscall() {
    Linker linker = Linker.nativeLinker();
    ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
    return linker
        .defaultLookup()
        .find("syscall")
        .map(address ->
            linker.downcallHandle(
                address,
                FunctionDescriptor.of(word, word, word, word, word, word, word, word),
                Linker.Option.captureCallState("errno")));
  }
}
