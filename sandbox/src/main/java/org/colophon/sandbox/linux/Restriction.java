package org.colophon.sandbox.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.colophon.sandbox.seccomp.SystemCall;

/**
 * What the calling thread, and what it starts, can do no more, for good; the other threads of this
 * program can.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/capabilities.7.html">capabilities(7)</a>
 */
public final class Restriction {
  private static final int PR_CAPBSET_DROP = 24;
  private static final int PR_SET_NO_NEW_PRIVS = 38;

  private static final int CAPABILITY_VERSION_3 = 0x20080522;

  /** Effective, permitted and inheritable ones, in two halves. */
  private static final int CAPABILITY_WORDS = 6;

  private static final int SECCOMP_SET_MODE_FILTER = 1;
  private static final int INSTRUCTION_BYTES = 8;

  private Restriction() {}

  /**
   * It becomes an ordinary user, who can never be more.
   *
   * @param user its number, also that of the group
   */
  public static void becomeUser(int user) throws IOException {
    dropBoundingSet();
    Kernel.call(SystemCall.SETGROUPS, "", 0, 0);
    Kernel.call(SystemCall.SETRESGID, "", user, user, user);
    Kernel.call(SystemCall.SETRESUID, "", user, user, user);
    noCapabilities();
    noNewPrivileges();
  }

  /** Nothing that it starts can have one, whatever the file says. */
  private static void dropBoundingSet() throws IOException {
    for (int capability = 0; ; capability++) {
      try {
        Kernel.call(SystemCall.PRCTL, " bounding set", PR_CAPBSET_DROP, capability);
      } catch (Kernel.Refused e) {
        if (e.error() == Errno.EINVAL && capability > 0) {
          return; // there are no more
        }
        throw e;
      }
    }
  }

  /** It gains nothing from set-user-id programs; nobody may be held back further without this. */
  public static void noNewPrivileges() throws IOException {
    Kernel.call(SystemCall.PRCTL, " no_new_privs", PR_SET_NO_NEW_PRIVS, 1);
  }

  /** It has no more rights than any user, except to the files of its own number. */
  public static void noCapabilities() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment header = arena.allocate(ValueLayout.JAVA_INT, 2);
      header.setAtIndex(ValueLayout.JAVA_INT, 0, CAPABILITY_VERSION_3);
      MemorySegment none = arena.allocate(ValueLayout.JAVA_INT, CAPABILITY_WORDS);
      Kernel.call(SystemCall.CAPSET, "", header.address(), none.address());
    }
  }

  /**
   * Its system calls are judged by a program.
   *
   * @param program as {@link org.colophon.sandbox.seccomp.StageRules} makes it
   */
  public static void filter(byte[] program) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment instructions = arena.allocateFrom(ValueLayout.JAVA_BYTE, program);
      // struct sock_fprog: a count, and where they are, aligned
      MemorySegment whole = arena.allocate(ValueLayout.JAVA_LONG, 2);
      whole.set(ValueLayout.JAVA_SHORT, 0, (short) (program.length / INSTRUCTION_BYTES));
      whole.set(ValueLayout.JAVA_LONG, Long.BYTES, instructions.address());
      Kernel.call(SystemCall.SECCOMP, " filter", SECCOMP_SET_MODE_FILTER, 0, whole.address());
    }
  }
}
