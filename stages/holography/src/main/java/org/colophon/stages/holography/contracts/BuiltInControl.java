package org.colophon.stages.holography.contracts;

import java.util.List;
import java.util.OptionalDouble;
import org.colophon.stages.holography.geometry.Background;
import org.colophon.stages.holography.geometry.DeformedBrane;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.Jet;
import org.colophon.stages.holography.geometry.PowerBlackening;

/**
 * A geometry in closed form that must fail exactly the contracts it was made to break. If it does
 * not, the contracts are broken, not the geometry.
 *
 * @param name what is wrong with it
 * @param expected numbers of the contracts that must fail, and no others
 */
record BuiltInControl(String name, GeometryPrediction geometry, List<String> expected) {
  private static final int D = 3;
  private static final int POINTS = 64;
  private static final OptionalDouble AT_ONE = OptionalDouble.of(1);

  /** All of them, d = 3 and z_h = 1. */
  static List<BuiltInControl> all() {
    Background brane = PowerBlackening.adsBrane(D, 1);
    double temperature = brane.temperature();
    return List.of(
        new BuiltInControl(
            "wrong_sign_f",
            table("wrong_sign_f", Family.ADS, new WrongSign(), AT_ONE, temperature),
            List.of("G4", "G9")),
        new BuiltInControl(
            "nec_violating",
            GeometryPrediction.analytic(
                "nec_violating", Family.DEFORMED, new DeformedBrane(D, -0.2, 1), grid(0.98)),
            List.of("G8")),
        new BuiltInControl(
            "not_einstein",
            GeometryPrediction.analytic(
                "not_einstein", Family.ADS, new PowerBlackening(D, 1, 0, 2, 1), grid(0.98)),
            List.of("G6", "G7")),
        new BuiltInControl(
            "wrong_temperature",
            table("wrong_temperature", Family.ADS, brane, AT_ONE, 2 * temperature),
            List.of("G5")),
        new BuiltInControl(
            "horizon_mismatch",
            table("horizon_mismatch", Family.ADS, brane, OptionalDouble.of(0.5), temperature),
            List.of("G4")),
        new BuiltInControl(
            "massive_flat",
            GeometryPrediction.analytic(
                "massive_flat", Family.UNKNOWN, new MassiveFlat(D, 1), grid(0.3)),
            List.of("G6")));
  }

  private static GeometryPrediction table(
      String name, Family family, Background background, OptionalDouble zH, double temperature) {
    GeometryPrediction exact = GeometryPrediction.analytic(name, family, background, grid(0.98));
    return new GeometryPrediction(
        name,
        exact.d(),
        family,
        exact.table(),
        zH,
        OptionalDouble.empty(),
        OptionalDouble.of(temperature),
        exact.recovery(),
        exact.sourceStage(),
        exact.gitSha());
  }

  private static double[] grid(double last) {
    double[] z = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      z[i] = 0.02 + (last - 0.02) * i / (POINTS - 1);
    }
    return z;
  }

  /** f = 1 + z³: a vacuum solution too, of negative energy and without a horizon. */
  private record WrongSign() implements Background {
    @Override
    public int d() {
      return D;
    }

    @Override
    public double horizon() {
      return Double.POSITIVE_INFINITY;
    }

    @Override
    public Jet a(double z) {
      return PowerBlackening.ads(D).a(z);
    }

    @Override
    public Jet f(double z) {
      return new Jet(1 + z * z * z, 3 * z * z, 6 * z);
    }
  }
}
