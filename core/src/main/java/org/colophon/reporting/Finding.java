package org.colophon.reporting;

/**
 * The outcome of one contract on one subject: a line that a gate or a stage wrote, or a claim that
 * an artifact says it tested.
 *
 * @param rule which contract: the code of a line, or a type and the id in it
 * @param stage the stage that it is about
 * @param subject what was judged, such as a system; empty if that is the stage
 * @param level what a FAIL means to whoever reads the report
 * @param control whether a FAIL is expected, since the subject is wrong on purpose
 * @param message in the words of whoever judged
 * @param file where it is written, relative to the run folder, with {@code /}
 * @param line in that file, from 1
 */
public record Finding(
    String rule,
    String stage,
    String subject,
    Verdict verdict,
    Level level,
    boolean control,
    String message,
    String file,
    int line) {

  /** How it came out. A SKIP is no PASS. */
  public enum Verdict {
    PASS,
    FAIL,
    SKIP
  }

  /** How much a FAIL matters. */
  public enum Level {
    /** The stage is not to be used. */
    ERROR,
    /** Usable, and somebody should look. */
    WARNING,
    /** A verdict on the data, not a fault of the run. */
    NOTE
  }

  public Finding {
    if (line < 1) {
      throw new IllegalArgumentException("lines are counted from 1, was " + line);
    }
  }

  /** Whether it failed and was not expected to. */
  public boolean failed() {
    return verdict == Verdict.FAIL && !control;
  }

  /** Whether an artifact says it; else a gate or a stage wrote a line. Only a type has a slash. */
  boolean ofArtifact() {
    return rule.contains("/");
  }

  /** Rule and subject, as a title. */
  public String title() {
    return subject.isEmpty() ? rule : rule + " [" + subject + "]";
  }
}
