package org.colophon.sandbox.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.colophon.sandbox.seccomp.SystemCall;

/**
 * Rules of Landlock for the calling thread and what it starts, for good. They can be given up by
 * nobody, and need no privilege.
 *
 * @see <a href="https://docs.kernel.org/userspace-api/landlock.html">Landlock</a>
 */
public final class Landlock {
  /** The first version in which no file can be shortened without a right to it. */
  public static final int TRUNCATES = 3;

  /** The first version that keeps signals and abstract sockets within a domain. */
  public static final int SCOPES = 6;

  private static final int EXECUTE = 1;
  private static final int WRITE_FILE = 1 << 1;
  private static final int READ_FILE = 1 << 2;
  private static final int READ_DIR = 1 << 3;
  private static final int REMOVE_DIR = 1 << 4;
  private static final int REMOVE_FILE = 1 << 5;
  private static final int MAKE_DIR = 1 << 7;
  private static final int MAKE_REG = 1 << 8;
  private static final int MAKE_SOCK = 1 << 9;
  private static final int MAKE_FIFO = 1 << 10;
  private static final int MAKE_SYM = 1 << 12;
  private static final int REFER = 1 << 13;
  private static final int TRUNCATE = 1 << 14;

  private static final int READ = READ_FILE | READ_DIR;

  /** All but devices. */
  private static final int WRITE =
      WRITE_FILE
          | REMOVE_DIR
          | REMOVE_FILE
          | MAKE_DIR
          | MAKE_REG
          | MAKE_SOCK
          | MAKE_FIFO
          | MAKE_SYM
          | REFER
          | TRUNCATE;

  /** The rights that a rule about a single file can give. */
  private static final int OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE;

  /** Every right there is up to version 3, and that of version 5 to command devices. */
  private static final int UP_TO_TRUNCATE = (1 << 15) - 1;

  private static final int IOCTL_DEV = 1 << 15;
  private static final int IOCTL_DEV_SINCE = 5;

  private static final int ABSTRACT_SOCKETS = 1;
  private static final int SIGNALS = 2;

  private static final int ASK_VERSION = 1;
  private static final int PATH_BENEATH = 1;
  private static final int RULE_BYTES = 12;
  private static final int AT_FDCWD = -100;
  private static final int O_PATH = 010000000;
  private static final int O_CLOEXEC = 02000000;

  private Landlock() {}

  /**
   * What may be done with a file, or with a folder and all below it; reading is always allowed.
   *
   * @param path exists; links are followed
   */
  public record Grant(Path path, boolean writes, boolean executes) {
    private long rights() {
      long rights = READ | (writes ? WRITE : 0) | (executes ? EXECUTE : 0);
      return Files.isDirectory(path) ? rights : rights & OF_A_FILE;
    }
  }

  /** The kernel's version of it, 0 where there is none. */
  public static int version() {
    if (!Kernel.isKnown()) {
      return 0;
    }
    try {
      return (int) Kernel.call(SystemCall.LANDLOCK_CREATE_RULESET, "", 0, 0, ASK_VERSION);
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Leaves the calling thread nothing but these files and, from version 6 on, abstract sockets of
   * what it starts itself. It must not be able to gain privileges any more.
   *
   * @param signals whether signals, too, reach only what it starts itself
   * @throws IOException if the kernel refuses; the thread must not be used for anything then
   */
  public static void restrict(List<Grant> grants, boolean signals) throws IOException {
    int version = version();
    long handled = version >= IOCTL_DEV_SINCE ? UP_TO_TRUNCATE | IOCTL_DEV : UP_TO_TRUNCATE;
    long scoped = signals ? ABSTRACT_SOCKETS | SIGNALS : ABSTRACT_SOCKETS;
    restrict(handled, version >= SCOPES ? scoped : 0, grants);
  }

  /** Leaves it all files, and only signals to and abstract sockets of what it starts itself. */
  public static void scope() throws IOException {
    restrict(0, ABSTRACT_SOCKETS | SIGNALS, List.of());
  }

  private static void restrict(long handled, long scoped, List<Grant> grants) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      // struct landlock_ruleset_attr: files, network, scopes; a kernel before version 6 takes zeros
      MemorySegment attributes = arena.allocate(ValueLayout.JAVA_LONG, 3);
      attributes.setAtIndex(ValueLayout.JAVA_LONG, 0, handled);
      attributes.setAtIndex(ValueLayout.JAVA_LONG, 2, scoped);
      long rules =
          Kernel.call(
              SystemCall.LANDLOCK_CREATE_RULESET,
              "",
              attributes.address(),
              attributes.byteSize(),
              0);
      try {
        for (Grant grant : grants) {
          add(arena, rules, grant);
        }
        Kernel.call(SystemCall.LANDLOCK_RESTRICT_SELF, "", rules, 0);
      } finally {
        Kernel.call(SystemCall.CLOSE, " of rules", rules);
      }
    }
  }

  /** {@code struct landlock_path_beneath_attr}, packed: rights, and a descriptor. */
  private static void add(Arena arena, long rules, Grant grant) throws IOException {
    String about = " of " + grant.path();
    long file =
        Kernel.call(
            SystemCall.OPENAT,
            about,
            AT_FDCWD,
            arena.allocateFrom(grant.path().toString()).address(),
            O_PATH | O_CLOEXEC);
    try {
      MemorySegment rule = arena.allocate(RULE_BYTES, Long.BYTES);
      rule.set(ValueLayout.JAVA_LONG, 0, grant.rights());
      rule.set(ValueLayout.JAVA_INT, Long.BYTES, (int) file);
      Kernel.call(SystemCall.LANDLOCK_ADD_RULE, about, rules, PATH_BENEATH, rule.address(), 0);
    } finally {
      Kernel.call(SystemCall.CLOSE, about, file);
    }
  }
}
