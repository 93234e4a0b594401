package org.colophon.run;

/** The orchestrator is killed here; nothing in it may catch this. */
final class Death extends Error {
  private static final long serialVersionUID = 1L;

  Death(int point) {
    super("killed before change " + point);
  }
}
