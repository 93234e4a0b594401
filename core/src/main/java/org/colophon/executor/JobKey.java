package org.colophon.executor;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a job is for. Two jobs with the same key are the same work, and one of them is too many; so
 * it can be asked whether a job was handed in, also by a process that did not do it.
 *
 * @param value of letters, digits and {@code . _ - /}, at most {@value #LONGEST}
 */
public record JobKey(String value) {
  /** What schedulers take as a comment. */
  private static final int LONGEST = 200;

  private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9._/-]+");

  public JobKey {
    if (value.length() > LONGEST || !TEXT.matcher(value).matches()) {
      throw new IllegalArgumentException("not a key of a job: \"" + value + "\"");
    }
  }

  /**
   * Of an attempt.
   *
   * @param run what tells the run from every other, wherever it lies and whatever it is called
   */
  public static JobKey ofAttempt(String run, String stage, String attempt) {
    return new JobKey(run + "/" + stage + "/" + attempt);
  }

  /**
   * Of one try of one item of an attempt: no two of them are the same work.
   *
   * @param item letters and digits that no other item of the stage has
   */
  public static JobKey ofItem(String run, String stage, String attempt, String item, int tried) {
    return new JobKey(run + "/" + stage + "/" + attempt + "/" + item + "/" + tried);
  }

  /** Whether {@code other} is this key or one within it, as an item's is within its attempt's. */
  public boolean holds(JobKey other) {
    return other.value.equals(value) || other.value.startsWith(value + "/");
  }

  /** Of a job that nobody will ask for again. */
  public static JobKey once(String what) {
    return new JobKey(what + "/" + UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value;
  }
}
