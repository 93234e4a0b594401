package org.colophon.stages.holography.geometry;

import java.util.OptionalDouble;

/**
 * One system's geometry, the artifact {@code GeometryPrediction@0.1}.
 *
 * @param zH horizon position; absent without a resolved horizon
 * @param zHSigma its standard deviation
 * @param temperature boundary temperature as given with the data, in 1/unit; absent where the
 *     source gives none
 * @param sourceStage the stage that made it
 */
public record GeometryPrediction(
    String systemId,
    int d,
    Family family,
    GeometryTable table,
    OptionalDouble zH,
    OptionalDouble zHSigma,
    OptionalDouble temperature,
    Recovery recovery,
    String sourceStage,
    String gitSha) {

  public GeometryPrediction {
    if (d < 2) {
      throw new IllegalArgumentException("meta_range: d must be at least 2, was " + d);
    }
    if (zH.isPresent() && !(zH.getAsDouble() > 0 && Double.isFinite(zH.getAsDouble()))) {
      throw new IllegalArgumentException(
          "meta_range: z_h must be positive and finite, was " + zH.getAsDouble());
    }
  }

  /** The exact table of {@code background} at {@code z}: a control, or a test. */
  public static GeometryPrediction analytic(
      String systemId, Family family, Background background, double[] z) {
    boolean hasHorizon = Double.isFinite(background.horizon());
    return new GeometryPrediction(
        systemId,
        background.d(),
        family,
        GeometryTable.of(background, z),
        hasHorizon ? OptionalDouble.of(background.horizon()) : OptionalDouble.empty(),
        hasHorizon ? OptionalDouble.of(0) : OptionalDouble.empty(),
        OptionalDouble.of(background.temperature()),
        Recovery.UNSTATED,
        "analytic",
        "unknown");
  }

  public boolean hasHorizon() {
    return zH.isPresent();
  }

  /** A copy of the column z. */
  public double[] z() {
    return table.z().toArray();
  }

  /** A copy of the column A. */
  public double[] a() {
    return table.a().toArray();
  }

  /** A copy of the column f. */
  public double[] f() {
    return table.f().toArray();
  }

  /** A copy of the column B; zeros where the source has none. */
  public double[] b() {
    return table.b().toArray();
  }

  /** A copy of the column Φ; zeros where the source has none. */
  public double[] phi() {
    return table.phi().toArray();
  }
}
