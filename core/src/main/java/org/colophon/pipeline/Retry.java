package org.colophon.pipeline;

import java.util.Set;

/**
 * Further attempts that a stage gets in one invocation. Only causes outside the stage can be named:
 * after any other, the same attempt would end in the same way.
 *
 * @param times how many, at most
 * @param causes as summaries name them, without a signal's number
 */
public record Retry(int times, Set<String> causes) {
  public static final Retry NEVER = new Retry(0, Set.of());

  public Retry {
    causes = Set.copyOf(causes);
  }

  /**
   * Whether an attempt that ended so is followed by another.
   *
   * @param error the first of its errors, such as {@code signal 9: …}
   * @param earlier how many attempts this invocation has made again already
   */
  public boolean follows(String error, int earlier) {
    String cause = error.split("[ :]", 2)[0];
    return earlier < times && causes.contains(cause);
  }
}
