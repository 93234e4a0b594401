package org.colophon.stages.holography.dictionary;

import java.util.List;
import java.util.Optional;
import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.exception.MathRuntimeException;

/**
 * Δ from the eigenvalues alone, where a closed form of the spectrum is known. It knows neither m²
 * nor the fall-off at the boundary, so it is a second, independent measurement of Δ.
 *
 * @param delta the dimension
 * @param sigma from the numerical errors of the eigenvalues
 */
record SpectrumDimension(Method method, double delta, double sigma) {

  /** How λ and Δ are linked. */
  enum Method {
    /** λ_k = (j_{ν,k}/z_0)²: the ratio λ_1/λ_0 gives ν = Δ - d/2 whatever z_0 is. */
    HARD_WALL_RATIO("(j_{nu,2}/j_{nu,1})^2, nu = Delta - d/2; hep-th/9802109, hep-ph/0501128"),
    /** λ_n = 4κ²(n + Δ/2): Δ is twice the intercept over the slope. */
    SOFT_WALL_LINE("lambda_n = 4 kappa^2 (n + Delta/2); hep-ph/0602229"),
    /** √λ_n = (Δ + 2n)/z_h on the BTZ black hole: the same of √λ. */
    BTZ_LINE("lambda_n = (Delta + 2n)^2/z_h^2; hep-th/0112055");

    final String source;

    Method(String source) {
      this.source = source;
    }
  }

  private static final double LOWEST_NU = -0.999;
  private static final double HIGHEST_NU = 60;
  private static final double NU_ACCURACY = 1e-13;
  private static final int MAX_EVALUATIONS = 200;

  /** Whether a spectrum can be one: every eigenvalue above the one before. */
  static boolean isIncreasing(List<Double> lambdas) {
    for (int i = 1; i < lambdas.size(); i++) {
      double step = lambdas.get(i) - lambdas.get(i - 1);
      if (!(step > 1e-9 * Math.abs(lambdas.get(i)))) {
        return false;
      }
    }
    return true;
  }

  /** The closed form that holds for a field, if there is one. */
  static Optional<Method> method(FieldPoint field) {
    boolean ads = field.family().equals("ads");
    if (ads && field.problem().equals("mass") && field.innerEnd().equals("dirichlet")) {
      return Optional.of(Method.HARD_WALL_RATIO);
    }
    if (ads && field.innerEnd().equals("normalizable")) {
      return Optional.of(Method.SOFT_WALL_LINE);
    }
    if (ads
        && field.d() == 2
        && field.problem().equals("screening")
        && field.innerEnd().equals("regular")) {
      return Optional.of(Method.BTZ_LINE);
    }
    return Optional.empty();
  }

  /** Δ of a field, or nothing where its eigenvalues are not those of any Δ. */
  static Optional<SpectrumDimension> of(FieldPoint field, Method method) {
    if (field.lambdas().size() < 2 || !isIncreasing(field.lambdas())) {
      return Optional.empty();
    }
    return switch (method) {
      case HARD_WALL_RATIO -> ratio(field);
      case SOFT_WALL_LINE -> line(field, false);
      case BTZ_LINE -> line(field, true);
    };
  }

  /** ν at which λ_1/λ_0 is {@code ratio}; nothing outside the range of the Bessel zeros. */
  static Optional<Double> nuOfRatio(double ratio) {
    try {
      return Optional.of(
          new BrentSolver(NU_ACCURACY)
              .solve(
                  MAX_EVALUATIONS,
                  nu -> new BesselZeros(nu).firstRatio() - ratio,
                  LOWEST_NU,
                  HIGHEST_NU));
    } catch (MathRuntimeException _) {
      // no sign change: no ν has this ratio
      return Optional.empty();
    }
  }

  private static Optional<SpectrumDimension> ratio(FieldPoint field) {
    double first = field.lambdas().get(0);
    double second = field.lambdas().get(1);
    if (!(first > 0)) {
      return Optional.empty();
    }
    double ratio = second / first;
    Optional<Double> nu = nuOfRatio(ratio);
    double relative =
        Math.hypot(field.lambdaErrors().get(0) / first, field.lambdaErrors().get(1) / second);
    return nu.map(value ->
        new SpectrumDimension(
            Method.HARD_WALL_RATIO,
            field.dimension() / 2 + value,
            ratio * relative / slopeOfRatio(value)));
  }

  private static double slopeOfRatio(double nu) {
    double step = 1e-5 * (1 + nu);
    return Math.abs(
            new BesselZeros(nu + step).firstRatio() - new BesselZeros(nu - step).firstRatio())
        / (2 * step);
  }

  /** A straight line over the mode number; Δ is twice its intercept over its slope. */
  private static Optional<SpectrumDimension> line(FieldPoint field, boolean ofRoot) {
    int modes = field.lambdas().size();
    double mean = (modes - 1) / 2.0;
    double value = 0;
    double slope = 0;
    double spread = 0;
    for (int n = 0; n < modes; n++) {
      double lambda = field.lambdas().get(n);
      if (ofRoot && !(lambda >= 0)) {
        return Optional.empty();
      }
      double y = ofRoot ? Math.sqrt(lambda) : lambda;
      value += y / modes;
      slope += (n - mean) * y;
      spread += (n - mean) * (n - mean);
    }
    slope /= spread;
    double intercept = value - slope * mean;
    double scatter = 0;
    for (int n = 0; n < modes; n++) {
      double lambda = field.lambdas().get(n);
      double y = ofRoot ? Math.sqrt(lambda) : lambda;
      double residual = y - intercept - slope * n;
      scatter += residual * residual;
    }
    double perPoint = modes > 2 ? scatter / (modes - 2) : 0;
    double variance = perPoint * (1.0 / modes + mean * mean / spread);
    return Optional.of(
        new SpectrumDimension(
            ofRoot ? Method.BTZ_LINE : Method.SOFT_WALL_LINE,
            2 * intercept / slope,
            2 * Math.sqrt(variance) / slope));
  }
}
