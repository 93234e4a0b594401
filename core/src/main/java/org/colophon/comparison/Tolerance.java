package org.colophon.comparison;

/**
 * How much a field may differ between two runs of the same thing, and why.
 *
 * @param type of artifact, {@code Name@version}
 * @param fields JSON pointers without their first slash
 * @param reason why a difference is to be expected; never empty
 */
record Tolerance(Glob type, Glob fields, Rule rule, String reason) {
  /** What is allowed. */
  sealed interface Rule {
    /** Any value is as good as any other. */
    record Ignored() implements Rule {}

    /** |a − b| ≤ max(absolute, relative · max(|a|, |b|)). */
    record Within(double absolute, double relative) implements Rule {
      public Within {
        if (!(absolute >= 0 && relative >= 0 && absolute + relative > 0)) {
          throw new IllegalArgumentException("a tolerance allows something, and is not negative");
        }
      }

      double allowed(double a, double b) {
        return Math.max(absolute, relative * Math.max(Math.abs(a), Math.abs(b)));
      }
    }
  }

  Tolerance {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("the tolerance of " + fields + " has no reason");
    }
  }

  boolean covers(String artifactType, String field) {
    return type.matches(artifactType) && fields.matches(field);
  }
}
