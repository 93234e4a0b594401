package org.colophon.stages.holography.dictionary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;

/**
 * The scalar field in AdS that an operator of dimension Δ would be dual to.
 *
 * @param m2 m²L² = Δ(Δ - D)
 * @param bfBound -D²/4, below which AdS is unstable; real Δ cannot get there, as m² + D²/4 is the
 *     square (Δ - D/2)²
 * @param bf whether the bound is reached
 * @param unitarityBound D/2 - 1 for a scalar operator
 * @param branches fall-offs that can be Δ: plus from D/2 on, minus from D/2 - 1 to D/2
 * @see <a href="https://arxiv.org/abs/hep-th/9905104">Klebanov, Witten</a>
 */
public record BulkField(
    @JsonProperty("m2L2") double m2,
    @JsonProperty("m2L2_sigma") double m2Sigma,
    double bfBound,
    BfStatus bf,
    double unitarityBound,
    boolean unitary,
    List<String> branches) {

  /** Where m² lies. */
  public enum BfStatus {
    ABOVE,
    SATURATED
  }

  public BulkField {
    branches = List.copyOf(branches);
  }

  /**
   * @param dimension D
   * @param sigma standard deviation of {@code delta}
   * @param sigmas how many of them count as nothing
   */
  public static BulkField of(double delta, double sigma, double dimension, double sigmas) {
    double half = dimension / 2;
    double slack = sigmas * sigma + 1e-12;
    boolean unitary = delta >= half - 1 - slack;
    List<String> branches = new ArrayList<>();
    if (delta >= half - slack) {
      branches.add("plus");
    }
    if (unitary && delta <= half + slack) {
      branches.add("minus");
    }
    double slope = 2 * delta - dimension;
    return new BulkField(
        delta * (delta - dimension),
        Math.hypot(slope * sigma, Math.sqrt(2) * sigma * sigma),
        -half * half,
        Math.abs(delta - half) <= slack ? BfStatus.SATURATED : BfStatus.ABOVE,
        half - 1,
        unitary,
        branches);
  }
}
