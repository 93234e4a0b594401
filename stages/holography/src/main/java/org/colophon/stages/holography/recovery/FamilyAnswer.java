package org.colophon.stages.holography.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.recovery.CorrelatorFit.Horizon;

/**
 * The family a recovered geometry belongs to.
 *
 * @param doubts why it is unknown; empty otherwise
 */
record FamilyAnswer(Family family, List<String> doubts) {

  FamilyAnswer {
    doubts = List.copyOf(doubts);
  }

  /**
   * Names a family only if nothing speaks against it.
   *
   * @param temperature as given with the data
   * @param doubts what is already known to be wrong with the data or the fit
   */
  static FamilyAnswer of(
      CorrelatorFit fit, int d, double temperature, FitSettings settings, List<String> doubts) {
    List<String> all = new ArrayList<>(doubts);
    if (!(fit.chi2Dof() <= settings.chi2DofMax())) {
      all.add(
          String.format(
              Locale.ROOT, "chi2/dof is %.4g, above %.4g", fit.chi2Dof(), settings.chi2DofMax()));
    }
    fit.operators()
        .forEach((name, operator) -> {
          if (!(operator.delta() > 0)) {
            all.add(
                String.format(
                    Locale.ROOT, "Delta of %s is %.4g, not positive", name, operator.delta()));
          }
        });
    if (!all.isEmpty()) {
      return new FamilyAnswer(Family.UNKNOWN, all);
    }
    return fit.horizon().isPresent()
        ? withHorizon(fit.horizon().get(), d, temperature, settings)
        : withoutHorizon(temperature);
  }

  /** Equal-time data of a vacuum cannot tell ads from lifshitz; ads is the simpler. */
  private static FamilyAnswer withoutHorizon(double temperature) {
    return temperature == 0
        ? new FamilyAnswer(Family.ADS, List.of())
        : unknown(
            String.format(
                Locale.ROOT,
                "temperature is %.6g but the data resolve no horizon: widen the separations",
                temperature));
  }

  private static FamilyAnswer withHorizon(
      Horizon horizon, int d, double temperature, FitSettings settings) {
    if (!horizon.isDetermined()) {
      return unknown("the data do not fix horizon and exponent");
    }
    if (temperature == 0) {
      return unknown(
          String.format(Locale.ROOT, "the data show a horizon at %.6g but T = 0", horizon.zH()));
    }
    double zeta = horizon.p() - (d - 1);
    boolean ads = Math.abs(horizon.p() - d) < 3 * horizon.pSigma() + settings.exponentTolerance();
    if (!ads && !(zeta > 1)) {
      return unknown(
          String.format(
              Locale.ROOT, "the exponent p = %.4g is neither d = %d nor above it", horizon.p(), d));
    }
    double exponent = ads ? d : horizon.p();
    double dynamical = ads ? 1 : zeta;
    double hawking =
        exponent / (4 * Math.PI * StrictMath.exp(dynamical * StrictMath.log(horizon.zH())));
    double sigma =
        ads
            ? horizon.sigma(-1, 0)
            : horizon.sigma(-zeta, 1 / horizon.p() - StrictMath.log(horizon.zH()));
    double ratio = temperature / hawking;
    if (Math.abs(ratio - 1) > settings.temperatureTolerance() + 3 * sigma) {
      return unknown(
          String.format(
              Locale.ROOT,
              "temperature is %.4f times the Hawking temperature %.6g of that horizon",
              ratio,
              hawking));
    }
    return new FamilyAnswer(ads ? Family.ADS : Family.LIFSHITZ, List.of());
  }

  private static FamilyAnswer unknown(String doubt) {
    return new FamilyAnswer(Family.UNKNOWN, List.of(doubt));
  }
}
