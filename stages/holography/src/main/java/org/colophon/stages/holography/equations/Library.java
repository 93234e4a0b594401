package org.colophon.stages.holography.equations;

import static org.colophon.stages.holography.equations.Term.A_PRIME_F_PRIME;
import static org.colophon.stages.holography.equations.Term.A_PRIME_SQUARED;
import static org.colophon.stages.holography.equations.Term.A_SECOND;
import static org.colophon.stages.holography.equations.Term.F;
import static org.colophon.stages.holography.equations.Term.F_A_PRIME;
import static org.colophon.stages.holography.equations.Term.F_A_PRIME_SQUARED;
import static org.colophon.stages.holography.equations.Term.F_PRIME;
import static org.colophon.stages.holography.equations.Term.F_SECOND;

import java.util.List;

/**
 * The terms that a target may be made of.
 *
 * @param name {@code full}, or {@code short} for the terms of the vacuum equation and its nearest
 *     rival, which stay independent where the full library does not
 */
record Library(String name, Term target, List<Term> terms) {
  static final Library FULL_F =
      new Library(
          "full",
          F_SECOND,
          List.of(
              F_PRIME,
              A_PRIME_F_PRIME,
              F_A_PRIME_SQUARED,
              F_A_PRIME,
              A_PRIME_SQUARED,
              A_SECOND,
              F));
  static final Library SHORT_F = new Library("short", F_SECOND, List.of(F_PRIME, A_PRIME_F_PRIME));

  /** Without A'' itself, which would be a perfect and empty answer. */
  static final Library FULL_A =
      new Library(
          "full",
          A_SECOND,
          List.of(F_PRIME, A_PRIME_F_PRIME, F_A_PRIME_SQUARED, F_A_PRIME, A_PRIME_SQUARED, F));

  static final Library SHORT_A = new Library("short", A_SECOND, List.of(A_PRIME_SQUARED));

  static final List<Library> ALL = List.of(FULL_F, SHORT_F, FULL_A, SHORT_A);

  List<String> symbols() {
    return terms.stream().map(Term::symbol).toList();
  }
}
