package org.colophon.sandbox.seccomp;

/**
 * System calls that a filter judges or that this program makes, with their numbers. From 424 on
 * every architecture has the same.
 *
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.12/arch/x86/entry/syscalls/syscall_64.tbl">x86_64</a>
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.12/include/uapi/asm-generic/unistd.h">aarch64</a>
 */
public enum SystemCall {
  OPEN(2, SystemCall.ABSENT),
  CLOSE(3, 57),
  IOCTL(16, 29),
  SOCKET(41, 198),
  CLONE(56, 220),
  CREAT(85, SystemCall.ABSENT),
  CHMOD(90, SystemCall.ABSENT),
  FCHMOD(91, 52),
  PTRACE(101, 117),
  SYSLOG(103, 116),
  SETGROUPS(116, 159),
  SETRESUID(117, 147),
  SETRESGID(119, 149),
  CAPSET(126, 91),
  MKNOD(133, SystemCall.ABSENT),
  PIVOT_ROOT(155, 41),
  PRCTL(157, 167),
  MOUNT(165, 40),
  UMOUNT2(166, 39),
  INIT_MODULE(175, 105),
  DELETE_MODULE(176, 106),
  KEXEC_LOAD(246, 104),
  ADD_KEY(248, 217),
  REQUEST_KEY(249, 218),
  KEYCTL(250, 219),
  OPENAT(257, 56),
  MKNODAT(259, 33),
  FCHMODAT(268, 53),
  UNSHARE(272, 97),
  PERF_EVENT_OPEN(298, 241),
  OPEN_BY_HANDLE_AT(304, 265),
  SETNS(308, 268),
  PROCESS_VM_READV(310, 270),
  PROCESS_VM_WRITEV(311, 271),
  FINIT_MODULE(313, 273),
  SECCOMP(317, 277),
  MEMFD_CREATE(319, 279),
  KEXEC_FILE_LOAD(320, 294),
  BPF(321, 280),
  USERFAULTFD(323, 282),
  IO_URING_SETUP(425, 425),
  IO_URING_ENTER(426, 426),
  IO_URING_REGISTER(427, 427),
  OPEN_TREE(428, 428),
  MOVE_MOUNT(429, 429),
  FSOPEN(430, 430),
  FSCONFIG(431, 431),
  FSMOUNT(432, 432),
  FSPICK(433, 433),
  CLONE3(435, 435),
  OPENAT2(437, 437),
  PIDFD_GETFD(438, 438),
  MOUNT_SETATTR(442, 442),
  LANDLOCK_CREATE_RULESET(444, 444),
  LANDLOCK_ADD_RULE(445, 445),
  LANDLOCK_RESTRICT_SELF(446, 446),
  MEMFD_SECRET(447, 447),
  FCHMODAT2(452, 452);

  /** The architecture has a newer call only. */
  static final int ABSENT = -1;

  private final int onX86;
  private final int onArm;

  SystemCall(int onX86, int onArm) {
    this.onX86 = onX86;
    this.onArm = onArm;
  }

  /** The number, or {@link #ABSENT}. */
  public int on(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> onX86;
      case AARCH64 -> onArm;
    };
  }
}
