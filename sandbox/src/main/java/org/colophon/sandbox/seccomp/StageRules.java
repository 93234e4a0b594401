package org.colophon.sandbox.seccomp;

import static org.colophon.sandbox.seccomp.SystemCall.*;

import java.util.ArrayList;
import java.util.List;
import org.colophon.sandbox.seccomp.Condition.AnyBit;
import org.colophon.sandbox.seccomp.Condition.NoBit;
import org.colophon.sandbox.seccomp.Condition.NoneOf;
import org.colophon.sandbox.seccomp.Condition.OneOf;

/**
 * What no stage needs and some attacks do. Namespaces keep most of it already: this is for what
 * they do not reach, and for parts of the kernel with a long list of past bugs.
 */
public final class StageRules {
  static final int ENOSYS = 38;

  private static final int EPERM = 1;
  private static final int EAFNOSUPPORT = 97;

  private static final int UNIX = 1;
  private static final int INET = 2;
  private static final int INET6 = 10;
  private static final int NETLINK = 16;

  /** Puts characters into a terminal's input, as if its user had typed them. */
  private static final List<Integer> TERMINAL_INPUT = List.of(0x5412, 0x541C);

  /** CLONE_NEWTIME, NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
  private static final int NEW_NAMESPACES =
      0x80 | 0x20000 | 0x2000000 | 0x4000000 | 0x8000000 | 0x10000000 | 0x20000000 | 0x40000000;

  /** CLONE_NEWTIME lies among the bits of the signal that clone sends at the end. */
  private static final int CLONE_NAMESPACES = NEW_NAMESPACES & ~0x80;

  private static final int SET_ID_BITS = 06000;
  private static final int O_CREAT = 0100;
  private static final int MFD_NOEXEC_SEAL = 8;

  private StageRules() {}

  /** Which sockets a stage may open. */
  public enum Sockets {
    /**
     * Unix, IP and netlink; where they lead is the network namespace's business. Others are not
     * bound to it: a virtual machine's AF_VSOCK reaches the host from everywhere.
     */
    COMMON,
    /**
     * None but pairs, where no namespace keeps the rest: a unix socket, too, leads to whoever
     * listens on this machine.
     */
    PAIRS;

    private List<Integer> families() {
      return switch (this) {
        case COMMON -> List.of(UNIX, INET, INET6, NETLINK);
        case PAIRS -> List.of();
      };
    }
  }

  /**
   * The program of these rules.
   *
   * @param executesMemory whether a file that exists in memory only may be executed
   */
  public static byte[] compile(Architecture architecture, Sockets sockets, boolean executesMemory) {
    return Filter.compile(rules(sockets, executesMemory), architecture);
  }

  static List<Rule> rules(Sockets sockets, boolean executesMemory) {
    List<Rule> rules = new ArrayList<>();
    rules.add(new Rule(SOCKET, List.of(new NoneOf(0, sockets.families())), EAFNOSUPPORT));
    // the C library falls back to clone, whose flags can be judged
    never(rules, ENOSYS, CLONE3);
    rules.add(new Rule(CLONE, List.of(new AnyBit(0, CLONE_NAMESPACES)), EPERM));
    rules.add(new Rule(UNSHARE, List.of(new AnyBit(0, NEW_NAMESPACES)), EPERM));
    rules.add(new Rule(IOCTL, List.of(new OneOf(1, TERMINAL_INPUT)), EPERM));
    never(rules, ENOSYS, IO_URING_SETUP, IO_URING_ENTER, IO_URING_REGISTER);
    never(rules, ENOSYS, ADD_KEY, REQUEST_KEY, KEYCTL);
    never(rules, EPERM, PTRACE, PROCESS_VM_READV, PROCESS_VM_WRITEV, PIDFD_GETFD, SETNS);
    never(rules, ENOSYS, BPF, PERF_EVENT_OPEN, USERFAULTFD);
    never(rules, EPERM, SYSLOG, OPEN_BY_HANDLE_AT, MOUNT, UMOUNT2, PIVOT_ROOT, MOUNT_SETATTR);
    never(rules, EPERM, OPEN_TREE, MOVE_MOUNT, FSOPEN, FSCONFIG, FSMOUNT, FSPICK);
    never(rules, EPERM, INIT_MODULE, FINIT_MODULE, DELETE_MODULE, KEXEC_LOAD, KEXEC_FILE_LOAD);
    rules.addAll(setIdFiles());
    if (!executesMemory) {
      rules.add(new Rule(MEMFD_CREATE, List.of(new NoBit(1, MFD_NOEXEC_SEAL)), EPERM));
      never(rules, ENOSYS, MEMFD_SECRET);
    }
    return rules;
  }

  /**
   * A program that runs as its owner, left behind in a folder of the orchestrator's user, would be
   * that user's for whoever starts it. The arguments of openat2 cannot be looked at.
   */
  private static List<Rule> setIdFiles() {
    List<Rule> rules = new ArrayList<>();
    never(rules, ENOSYS, OPENAT2);
    setId(rules, CHMOD, 1);
    setId(rules, FCHMOD, 1);
    setId(rules, FCHMODAT, 2);
    setId(rules, FCHMODAT2, 2);
    setId(rules, CREAT, 1);
    setId(rules, MKNOD, 1);
    setId(rules, MKNODAT, 2);
    rules.add(new Rule(OPEN, List.of(new AnyBit(1, O_CREAT), new AnyBit(2, SET_ID_BITS)), EPERM));
    rules.add(new Rule(OPENAT, List.of(new AnyBit(2, O_CREAT), new AnyBit(3, SET_ID_BITS)), EPERM));
    return rules;
  }

  private static void setId(List<Rule> rules, SystemCall call, int modeArgument) {
    rules.add(new Rule(call, List.of(new AnyBit(modeArgument, SET_ID_BITS)), EPERM));
  }

  private static void never(List<Rule> rules, int error, SystemCall... calls) {
    for (SystemCall call : calls) {
      rules.add(new Rule(call, List.of(), error));
    }
  }
}
