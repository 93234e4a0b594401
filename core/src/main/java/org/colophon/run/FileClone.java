package org.colophon.run;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A copy of a file that takes no room, since both share their blocks until one is written to: what
 * Btrfs, XFS and others offer through {@code ioctl} with {@code FICLONE}. Java has no call for it
 * that says whether it was done.
 *
 * @see <a
 *     href="https://man7.org/linux/man-pages/man2/ioctl_ficlonerange.2.html">ioctl_ficlone(2)</a>
 */
final class FileClone {
  private static final long FICLONE = 0x40049409L;
  private static final int READ_ONLY = 0;
  private static final int WRITE_NEW = 1 | 0x40 | 0x80; // O_WRONLY | O_CREAT | O_EXCL
  private static final int MODE = 6 * 64 + 4 * 8 + 4; // rw-r--r--
  private static final Optional<Calls> CALLS = calls();

  private FileClone() {}

  private record Calls(MethodHandle open, MethodHandle ioctl, MethodHandle close) {}

  /** False where the system or the file system cannot; an empty file may be left then. */
  static boolean make(Path clone, Path existing) throws IOException {
    if (CALLS.isEmpty()) {
      return false;
    }
    try {
      return make(CALLS.get(), clone, existing);
    } catch (RuntimeException | Error | IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException("cloning " + existing + " as " + clone + " failed", e);
    }
  }

  private static boolean make(Calls calls, Path clone, Path existing) throws Throwable {
    int from = open(calls, existing, READ_ONLY);
    if (from < 0) {
      return false;
    }
    int to = open(calls, clone, WRITE_NEW);
    boolean cloned = to >= 0 && (int) calls.ioctl().invokeExact(to, FICLONE, from) == 0;
    int closedFrom = (int) calls.close().invokeExact(from);
    int closedTo = to < 0 ? 0 : (int) calls.close().invokeExact(to);
    return cloned && closedFrom == 0 && closedTo == 0;
  }

  private static int open(Calls calls, Path path, int how) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path.toAbsolutePath().toString());
      return (int) calls.open().invokeExact(name, how, MODE);
    }
  }

  /** The numbers are those of Linux. */
  private static Optional<Calls> calls() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return Optional.empty();
    }
    Optional<MethodHandle> open =
        call("open", 2, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    Optional<MethodHandle> ioctl =
        call("ioctl", 2, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
    Optional<MethodHandle> close = call("close", 1, ValueLayout.JAVA_INT);
    return open.isPresent() && ioctl.isPresent() && close.isPresent()
        ? Optional.of(new Calls(open.get(), ioctl.get(), close.get()))
        : Optional.empty();
  }

  // calling into C is restricted by the JVM; the launcher allows it, and there is no other way
  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> call(
      String name, int fixedArguments, ValueLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor shape = FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments);
    return linker
        .defaultLookup()
        .find(name)
        .map(address ->
            fixedArguments < arguments.length
                ? linker.downcallHandle(
                    address, shape, Linker.Option.firstVariadicArg(fixedArguments))
                : linker.downcallHandle(address, shape));
  }
}
