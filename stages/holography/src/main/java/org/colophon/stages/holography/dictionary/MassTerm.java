package org.colophon.stages.holography.dictionary;

/** A column of the design in which m²L² is written: the monomials of Δ and d up to degree 2. */
enum MassTerm {
  ONE("1", 0),
  DELTA("Delta", 0),
  DIMENSION("d", 0),
  DELTA_SQUARED("Delta^2", 1),
  DELTA_DIMENSION("Delta*d", -1),
  DIMENSION_SQUARED("d^2", 0);

  /** The name used in artifacts. */
  final String id;

  /**
   * Its coefficient in m²L² = Δ(Δ - d).
   *
   * @see <a href="https://arxiv.org/abs/hep-th/9802109">Gubser, Klebanov, Polyakov</a>
   * @see <a href="https://arxiv.org/abs/hep-th/9802150">Witten</a>
   */
  final double expected;

  MassTerm(String id, double expected) {
    this.id = id;
    this.expected = expected;
  }

  double at(double delta, double dimension) {
    return switch (this) {
      case ONE -> 1;
      case DELTA -> delta;
      case DIMENSION -> dimension;
      case DELTA_SQUARED -> delta * delta;
      case DELTA_DIMENSION -> delta * dimension;
      case DIMENSION_SQUARED -> dimension * dimension;
    };
  }
}
