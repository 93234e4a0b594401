package org.colophon.stages.holography.modes;

import java.util.Optional;

/**
 * A scalar field of mass m² (L = 1) on a background of ultraviolet dimension D; φ ~ z^Δ at the
 * boundary with Δ(Δ - D) = m².
 *
 * @param m2 above the Breitenlohner-Freedman bound -D²/4
 * @see <a href="https://arxiv.org/abs/hep-th/9802150">Witten: Anti de Sitter space and holography
 *     </a>
 */
record ScalarField(double uvDimension, double m2, Branch branch) {

  ScalarField {
    String refusal = refusal(uvDimension, m2, branch).orElse("");
    if (!refusal.isEmpty()) {
      throw new IllegalArgumentException(refusal);
    }
  }

  /** Why there is no such field; empty if there is. */
  static Optional<String> refusal(double uvDimension, double m2, Branch branch) {
    double nu2 = uvDimension * uvDimension / 4 + m2;
    if (!(nu2 >= 0)) {
      return Optional.of(
          "bf_bound: m2 = " + m2 + " lies below -D^2/4 = " + -uvDimension * uvDimension / 4);
    }
    // At nu = 0 both branches fall together and the second solution has a logarithm.
    if (branch == Branch.MINUS && !(nu2 > 0 && nu2 < 1)) {
      return Optional.of("minus_branch: m2 = " + m2 + " leaves only the plus branch normalisable");
    }
    return Optional.empty();
  }

  /** ν = |Δ - D/2|. */
  double nu() {
    return StrictMath.sqrt(uvDimension * uvDimension / 4 + m2);
  }

  double delta() {
    return switch (branch) {
      case PLUS -> uvDimension / 2 + nu();
      case MINUS -> uvDimension / 2 - nu();
    };
  }
}
