package org.colophon.artifact.compatibility;

/** Which of two schemas' readers can be given the other's files. */
public enum Compatibility {
  /** Both accept the same files. */
  BOTH_WAYS,
  /** Readers of A can be given files of B: B may say {@code x-compatible-with: [A]}. */
  A_READS_B,
  /** Readers of B can be given files of A. */
  B_READS_A,
  /** Neither. */
  BREAKING
}
