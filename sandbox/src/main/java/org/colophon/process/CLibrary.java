package org.colophon.process;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/**
 * Functions of the C library that Java has no call for. All are called in one form, with six words,
 * of which each takes as many as it has: for every form of its own the JVM makes code anew, which
 * takes longer than the call saves.
 */
final class CLibrary {
  private static final int WORDS = 6;
  private static final Optional<MethodHandle> CALL = call();
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private CLibrary() {}

  /**
   * What a function answered.
   *
   * @param value an {@code int}
   * @param error what errno was then
   */
  record Answer(int value, int error) {}

  /** One function. */
  record Function(MethodHandle call, MemorySegment address) {
    /** Calls it; numbers and addresses are words. */
    Answer call(long... words) {
      long[] all = java.util.Arrays.copyOf(words, WORDS);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment state = arena.allocate(STATE);
        long value =
            (long) call.invokeExact(address, state, all[0], all[1], all[2], all[3], all[4], all[5]);
        return new Answer((int) value, (int) ERRNO.get(state, 0L));
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("a function of C throws nothing", e);
      }
    }
  }

  /** A function of the library; empty where it has none of that name, or may not be called. */
  static Optional<Function> find(String name) {
    return CALL.flatMap(call ->
        Linker.nativeLinker()
            .defaultLookup()
            .find(name)
            .map(address -> new Function(call, address)));
  }

  // calling into C is restricted by the JVM; the launcher allows it, and there is no other way
  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> call() {
    if (!System.getProperty("os.name", "").equals("Linux")
        || !System.getProperty("sun.jnu.encoding", "").equals("UTF-8")) {
      return Optional.empty();
    }
    ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
    try {
      return Optional.of(
          Linker.nativeLinker()
              .downcallHandle(
                  FunctionDescriptor.of(word, word, word, word, word, word, word),
                  Linker.Option.captureCallState("errno")));
    } catch (IllegalCallerException _) {
      // a program that was started without leave for it, such as a stage
      return Optional.empty();
    }
  }
}
