package org.colophon.sandbox.seccomp;

import java.util.Optional;

/**
 * A processor whose system call numbers are known here.
 *
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.12/include/uapi/linux/audit.h">audit.h</a>
 */
public enum Architecture {
  X86_64("amd64", 0xC000003E),
  AARCH64("aarch64", 0xC00000B7);

  private final String javaName;
  private final int auditCode;

  Architecture(String javaName, int auditCode) {
    this.javaName = javaName;
    this.auditCode = auditCode;
  }

  /** The processor of this machine, if it is one of these. */
  public static Optional<Architecture> ofThisMachine() {
    return named(System.getProperty("os.arch", ""));
  }

  static Optional<Architecture> named(String javaName) {
    for (Architecture architecture : values()) {
      if (architecture.javaName.equals(javaName)) {
        return Optional.of(architecture);
      }
    }
    return Optional.empty();
  }

  /** How the kernel names it to a filter. */
  int auditCode() {
    return auditCode;
  }
}
