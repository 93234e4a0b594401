package org.colophon.stages.holography.dictionary;

import java.util.List;

/**
 * One scalar field on one system. All its modes share one Δ, so a field is one point of the
 * dictionary, however many modes were computed.
 *
 * @param dimension D in Δ(Δ - D) = m²L²: d, or n + ζ for Lifshitz
 * @param m2 m²L² as it was asked for
 * @param delta fall-off measured at the boundary
 * @param deltaError of that measurement; may be exactly 0
 * @param lambdas eigenvalues in 1/unit², lowest first
 * @param lambdaErrors of the eigenvalues
 */
record FieldPoint(
    String systemId,
    String family,
    int d,
    double dimension,
    String problem,
    String innerEnd,
    double m2,
    String branch,
    double delta,
    double deltaError,
    List<Double> lambdas,
    List<Double> lambdaErrors) {

  FieldPoint {
    lambdas = List.copyOf(lambdas);
    lambdaErrors = List.copyOf(lambdaErrors);
  }

  /** Whether the space ends as AdS_{d+1} at the boundary, so that D = d. */
  boolean isAsymptoticallyAds() {
    return family.equals("ads") || family.equals("deformed");
  }

  FieldPoint withDelta(double value) {
    return new FieldPoint(
        systemId,
        family,
        d,
        dimension,
        problem,
        innerEnd,
        m2,
        branch,
        value,
        deltaError,
        lambdas,
        lambdaErrors);
  }
}
