package org.colophon.stages.holography.dictionary;

/** What a test says. SKIP never counts as PASS. */
public enum Status {
  PASS,
  FAIL,
  SKIP;

  static Status of(boolean holds) {
    return holds ? PASS : FAIL;
  }
}
