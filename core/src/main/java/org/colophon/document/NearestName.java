package org.colophon.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that somebody probably meant. */
public final class NearestName {
  /** A longer word is no slip of a name of ours, and comparing it costs its length each time. */
  private static final int LONGEST = 100;

  private NearestName() {}

  /** The candidate with the smallest edit distance, if it is near enough to be a slip. */
  public static Optional<String> to(String typed, Collection<String> candidates) {
    if (typed.length() > LONGEST) {
      return Optional.empty();
    }
    int far = Math.max(2, typed.length() / 3);
    return candidates.stream()
        .sorted()
        .min(Comparator.comparingInt(candidate -> distance(typed, candidate)))
        .filter(candidate -> distance(typed, candidate) <= far);
  }

  /** {@code "; did you mean X?"}, or nothing. */
  public static String hint(String typed, Collection<String> candidates) {
    return to(typed, candidates).map(name -> "; did you mean " + name + "?").orElse("");
  }

  /** Edits by one letter, a swap of two neighbours counting as one (optimal string alignment). */
  private static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = cheapest(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int cheapest(int[][] edits, String a, String b, int i, int j) {
    if (i == 0 || j == 0) {
      return Math.max(i, j);
    }
    int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
  }
}
