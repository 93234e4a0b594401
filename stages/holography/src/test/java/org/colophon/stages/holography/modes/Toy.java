package org.colophon.stages.holography.modes;

import org.colophon.stages.holography.geometry.Background;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.PowerBlackening;

/** Exact tables of simple backgrounds. */
public final class Toy {
  private Toy() {}

  public static GeometryPrediction adsBrane(int d, double horizon) {
    return prediction("ads_d" + d + "_Tfinite", Family.ADS, PowerBlackening.adsBrane(d, horizon));
  }

  public static GeometryPrediction ads(int d) {
    return prediction("ads_d" + d + "_T0", Family.ADS, PowerBlackening.ads(d));
  }

  public static GeometryPrediction lifshitz(int d, double zeta) {
    return prediction("lifshitz_d" + d, Family.LIFSHITZ, PowerBlackening.lifshitz(d, zeta, 1));
  }

  /** 64 points up to 98 % of the horizon, or to z = 2. */
  public static GeometryPrediction prediction(
      String systemId, Family family, Background background) {
    double end = Double.isFinite(background.horizon()) ? 0.98 * background.horizon() : 2;
    double[] z = new double[64];
    for (int i = 0; i < z.length; i++) {
      z[i] = end * (0.02 + 0.98 * i / (z.length - 1));
    }
    return GeometryPrediction.analytic(systemId, family, background, z);
  }
}
