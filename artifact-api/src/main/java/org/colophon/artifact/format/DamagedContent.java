package org.colophon.artifact.format;

/** Carries a finding out of the depths of a reader to {@link SourceFile}, and no further. */
final class DamagedContent extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  DamagedContent(String code, String message) {
    super(code + ": " + message);
    this.finding = Finding.unreadable(code, message);
  }

  Finding finding() {
    return finding;
  }
}
