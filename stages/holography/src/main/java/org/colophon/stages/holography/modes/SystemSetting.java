package org.colophon.stages.holography.modes;

import java.util.Optional;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.GeometryTable;
import org.colophon.stages.holography.geometry.PowerBlackening;

/**
 * Finds the {@link Setting} of a recovered geometry: regularity at the horizon where there is one,
 * the declared wall where there is none.
 */
final class SystemSetting {
  /** How far A + ln z and f - 1 may stay from 0 at the boundary. */
  private static final double UV_TOLERANCE = 1e-3;

  /** How near to AdS a table must be to be continued beyond its end, in A + ln z and f. */
  private static final double ADS_TOLERANCE = 1e-6;

  /** How far the zero of f may lie from z_h, and how much of the way to it may be missing. */
  private static final double HORIZON_TOLERANCE = 0.05;

  private static final double MISSING_END = 0.1;

  private final GeometryPrediction prediction;
  private final GeometryTable table;
  private final ModesParams params;

  private SystemSetting(GeometryPrediction prediction, ModesParams params) {
    this.prediction = prediction;
    this.table = prediction.table();
    this.params = params;
  }

  static Setting of(GeometryPrediction prediction, ModesParams params) {
    return new SystemSetting(prediction, params).setting();
  }

  private Setting setting() {
    return switch (prediction.family()) {
      case UNKNOWN -> expected("family_unknown: no equation is claimed for an unknown family");
      case HYPERSCALING ->
          expected("no_dictionary: hyperscaling violation has no mass-dimension relation here");
      case LIFSHITZ -> {
        if (table.b().isZero()) {
          yield expected("b_unknown: a Lifshitz geometry without B(z) fixes no radial equation");
        }
        yield checked(zeta());
      }
      case ADS, DEFORMED -> {
        if (!table.b().isZero()) {
          yield defect("b_not_zero: B(z) in a family that has none");
        }
        yield checked(1);
      }
    };
  }

  private Setting checked(double zeta) {
    Optional<String> zero = zeroInside();
    if (zero.isPresent()) {
      return new Setting.Broken(zero.get());
    }
    double a0 = boundaryValue(i -> table.a().get(i) + StrictMath.log(table.z().get(i)));
    double f0 = boundaryValue(table.f()::get);
    if (!(Math.abs(a0) < UV_TOLERANCE && Math.abs(f0 - 1) < UV_TOLERANCE)) {
      return defect(
          "not_asymptotic: A + ln z tends to " + a0 + " and f to " + f0 + ", not 0 and 1");
    }
    return prediction.zH().isPresent()
        ? withHorizon(zeta, prediction.zH().getAsDouble())
        : withoutHorizon(zeta);
  }

  private Setting withHorizon(double zeta, double horizon) {
    if (params.problem() == ModesParams.Asked.MASS) {
      return expected("mass_undefined: with a horizon ω² and k² do not enter as ω² - k²");
    }
    double last = table.z().last();
    if (last < (1 - MISSING_END) * horizon) {
      return defect("table_too_short: it ends at z = " + last + ", the horizon is at " + horizon);
    }
    double root = extrapolatedRoot(horizon);
    if (!(Math.abs(root / horizon - 1) < HORIZON_TOLERANCE)) {
      return defect("horizon_mismatch: f tends to 0 at z = " + root + ", z_h is " + horizon);
    }
    TableProfile profile = new TableProfile(prediction.d(), zeta, table, horizon);
    return new Setting.Solvable(
        profile.uvDimension(),
        Problem.SCREENING,
        InnerEnd.REGULAR,
        field -> new RadialProblem(profile, field, horizon, InnerEnd.REGULAR));
  }

  private Setting withoutHorizon(double zeta) {
    Problem problem = prediction.family() == Family.LIFSHITZ ? Problem.SCREENING : Problem.MASS;
    if (params.problem() == ModesParams.Asked.MASS && problem != Problem.MASS) {
      return expected("mass_undefined: with B(z) ω² and k² do not enter as ω² - k²");
    }
    if (params.problem() == ModesParams.Asked.SCREENING) {
      problem = Problem.SCREENING;
    }
    return params.wall() == ModesParams.Wall.SOFT ? softWall(problem) : hardWall(zeta, problem);
  }

  private Setting softWall(Problem problem) {
    if (!isAds()) {
      return expected("soft_wall: only AdS can be continued to the end of a soft wall");
    }
    int d = prediction.d();
    return new Setting.Solvable(
        d, problem, InnerEnd.NORMALIZABLE, field -> new SoftWall(d, field, 0, params.kappa()));
  }

  private Setting hardWall(double zeta, Problem problem) {
    double wall = params.zWall();
    if (wall > table.z().last() && !isAds()) {
      return defect(
          "table_too_short: it ends at z = " + table.z().last() + ", the wall is at " + wall);
    }
    InnerEnd inner =
        params.wall() == ModesParams.Wall.NEUMANN ? InnerEnd.NEUMANN : InnerEnd.DIRICHLET;
    RadialProfile profile =
        isAds()
            ? BackgroundProfile.of(PowerBlackening.ads(prediction.d()))
            : new TableProfile(prediction.d(), zeta, table, Double.POSITIVE_INFINITY);
    return new Setting.Solvable(
        profile.uvDimension(),
        problem,
        inner,
        field -> new RadialProblem(profile, field, wall, inner));
  }

  /** The first place before the horizon where f is not positive. */
  private Optional<String> zeroInside() {
    double end = prediction.zH().orElse(Double.POSITIVE_INFINITY);
    for (int i = 0; i < table.size() && table.z().get(i) < end * (1 - 1e-6); i++) {
      if (!(table.f().get(i) > 0)) {
        return Optional.of(
            "f_zero_inside: f = "
                + table.f().get(i)
                + " at z = "
                + table.z().get(i)
                + ", before the end of the domain");
      }
    }
    return Optional.empty();
  }

  private interface Values {
    double at(int index);
  }

  /** The value at z = 0 of a function that starts as constant + z². */
  private double boundaryValue(Values values) {
    double first = table.z().get(0) * table.z().get(0);
    double second = table.z().get(1) * table.z().get(1);
    return (values.at(0) * second - values.at(1) * first) / (second - first);
  }

  /** Where the line through the last two points inside the horizon meets f = 0. */
  private double extrapolatedRoot(double horizon) {
    int last = table.size() - 1;
    while (last > 1 && table.z().get(last) >= horizon * (1 - 1e-6)) {
      last--;
    }
    double z = table.z().get(last);
    double f = table.f().get(last);
    double slope = (f - table.f().get(last - 1)) / (z - table.z().get(last - 1));
    return z - f / slope;
  }

  private boolean isAds() {
    if (!table.b().isZero() || !table.phi().isZero()) {
      return false;
    }
    for (int i = 0; i < table.size(); i++) {
      double a = table.a().get(i) + StrictMath.log(table.z().get(i));
      if (!(Math.abs(a) < ADS_TOLERANCE && Math.abs(table.f().get(i) - 1) < ADS_TOLERANCE)) {
        return false;
      }
    }
    return true;
  }

  /** ζ from the logarithmic slope of B at the boundary, without the noise of the logarithms. */
  private double zeta() {
    double run = StrictMath.log(table.z().get(1) / table.z().get(0));
    double zeta = 1 - (table.b().get(1) - table.b().get(0)) / run;
    return StrictMath.rint(zeta * 1e12) / 1e12;
  }

  private static Setting expected(String reason) {
    return new Setting.Excluded(reason, true);
  }

  private static Setting defect(String reason) {
    return new Setting.Excluded(reason, false);
  }
}
