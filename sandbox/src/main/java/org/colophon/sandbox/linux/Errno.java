package org.colophon.sandbox.linux;

import java.util.Map;

/** Error numbers of the kernel in words; those that the calls made here can give. */
final class Errno {
  static final int EINVAL = 22;

  private static final Map<Integer, String> TEXTS =
      Map.of(
          1,
          "not permitted",
          2,
          "no such file or folder",
          12,
          "out of memory",
          13,
          "permission denied",
          16,
          "busy",
          EINVAL,
          "invalid, or not supported here",
          24,
          "too many open files",
          28,
          "no space left",
          38,
          "this kernel does not have it",
          95,
          "not supported");

  private Errno() {}

  static String text(int error) {
    return TEXTS.getOrDefault(error, "error") + " (errno " + error + ")";
  }
}
