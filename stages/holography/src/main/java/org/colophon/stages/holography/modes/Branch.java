package org.colophon.stages.holography.modes;

import java.util.Locale;

/** Which of the two falls-off φ ~ z^Δ of a scalar field is the normalisable one. */
public enum Branch {
  /** The larger Δ; always allowed. */
  PLUS,
  /**
   * The smaller Δ; allowed for -D²/4 &lt; m² &lt; 1 - D²/4.
   *
   * @see <a href="https://arxiv.org/abs/hep-th/9905104">Klebanov, Witten</a>
   */
  MINUS;

  /** The name used in artifacts. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
