package org.colophon.stages.holography.equations;

import org.colophon.stages.holography.geometry.Jet;

/** A function of A, f and their derivatives that an equation may contain. */
enum Term {
  F_PRIME("f'"),
  A_PRIME_F_PRIME("A'f'"),
  F_A_PRIME_SQUARED("fA'^2"),
  F_A_PRIME("fA'"),
  A_PRIME_SQUARED("A'^2"),
  A_SECOND("A''"),
  F("f"),
  F_SECOND("f''");

  private final String symbol;

  Term(String symbol) {
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }

  double at(Jet a, Jet f) {
    return switch (this) {
      case F_PRIME -> f.first();
      case A_PRIME_F_PRIME -> a.first() * f.first();
      case F_A_PRIME_SQUARED -> f.value() * a.first() * a.first();
      case F_A_PRIME -> f.value() * a.first();
      case A_PRIME_SQUARED -> a.first() * a.first();
      case A_SECOND -> a.second();
      case F -> f.value();
      case F_SECOND -> f.second();
    };
  }
}
