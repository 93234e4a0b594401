package org.colophon.artifact;

import org.colophon.artifact.format.Finding;

/**
 * One thing that is wrong with an artifact.
 *
 * @param code stable reason code that programs may compare: {@code missing_key:f}, {@code zip_crc}
 * @param message names the thing, the place and the way out, for people
 */
public record Violation(Severity severity, String code, String message) {

  static Violation of(Finding finding) {
    Severity severity =
        switch (finding.effect()) {
          case IGNORED -> Severity.NOTE;
          case DOUBTFUL -> Severity.WARNING;
          case UNREADABLE -> Severity.INVALID;
        };
    return new Violation(severity, finding.code(), finding.message());
  }

  @Override
  public String toString() {
    return severity + " " + code + ": " + message;
  }
}
