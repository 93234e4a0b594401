package org.colophon.stages.holography.recovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.stages.holography.recovery.CorrelatorFit.Horizon;
import org.colophon.stages.holography.recovery.CorrelatorFit.Operator;
import org.colophon.stages.holography.recovery.LogCorrelators.Series;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.univariate.BrentOptimizer;
import org.hipparchus.optim.univariate.SearchInterval;
import org.hipparchus.optim.univariate.UnivariateObjectiveFunction;
import org.hipparchus.optim.univariate.UnivariatePointValuePair;
import org.hipparchus.util.Pair;

/**
 * The model f = 1 - (z/z_h)^p: Levenberg–Marquardt on -ln G of all operators together, in the
 * parameters ln z_h, p and, for each operator, Δ and ln N. It starts from the best points of a scan
 * over (z_h, p), where Δ and ln N are a straight line.
 */
final class HorizonFit {
  private static final double[] SCAN_P = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};
  private static final int SCAN_HORIZONS = 24;
  private static final double NEAREST = 0.02;
  private static final double FARTHEST = 1e4;
  private static final double SCAN_FARTHEST = 5;
  private static final int MAX_EVALUATIONS = 100;
  private static final double TOLERANCE = 1e-12;
  private static final double SCAN_TOLERANCE = 1e-5;
  private static final double SINGULAR = 1e-25;

  private final LogCorrelators data;
  private final FitSettings settings;
  private final double longest;

  HorizonFit(LogCorrelators data, FitSettings settings) {
    this.data = data;
    this.settings = settings;
    this.longest = data.x().last();
  }

  /** A point of the scan, and its χ². */
  private record Start(double logZ, double p, double chi2) {}

  /**
   * The best model. Where the optimiser does no better than the scan, as happens when data ask for
   * an exponent out of bounds, it is the scan's best point, without errors.
   */
  CorrelatorFit best() {
    List<Start> starts = scan();
    CorrelatorFit best = atScanPoint(starts.getFirst());
    for (Start start : starts.subList(0, Math.min(settings.starts(), starts.size()))) {
      Optional<CorrelatorFit> refined = refine(start);
      if (refined.isPresent() && refined.get().chi2() < best.chi2()) {
        best = refined.get();
      }
    }
    return best;
  }

  /** The best horizon for each exponent, best first. */
  private List<Start> scan() {
    double step = StrictMath.log(SCAN_FARTHEST / NEAREST) / (SCAN_HORIZONS - 1);
    List<Start> starts = new ArrayList<>();
    for (double p : SCAN_P) {
      if (p < settings.pMin() || p > settings.pMax()) {
        continue;
      }
      GeodesicTable table = new GeodesicTable(p);
      Start best = new Start(0, p, Double.POSITIVE_INFINITY);
      for (int i = 0; i < SCAN_HORIZONS; i++) {
        double logZ = StrictMath.log(longest * NEAREST) + i * step;
        double chi2 = profiledChi2(table, logZ);
        if (chi2 < best.chi2()) {
          best = new Start(logZ, p, chi2);
        }
      }
      starts.add(between(table, best, step));
    }
    starts.sort(Comparator.comparingDouble(Start::chi2));
    return starts;
  }

  private Start between(GeodesicTable table, Start best, double step) {
    UnivariatePointValuePair found =
        new BrentOptimizer(SCAN_TOLERANCE, SCAN_TOLERANCE)
            .optimize(
                new MaxEval(MAX_EVALUATIONS),
                GoalType.MINIMIZE,
                new UnivariateObjectiveFunction(logZ -> profiledChi2(table, logZ)),
                new SearchInterval(best.logZ() - step, best.logZ() + step, best.logZ()));
    return new Start(found.getPoint(), best.p(), found.getValue());
  }

  private double profiledChi2(GeodesicTable table, double logZ) {
    double[] lengths = lengths(table, StrictMath.exp(logZ));
    double chi2 = 0;
    for (Series series : data.series()) {
      chi2 += StraightLine.through(lengths, series.minusLogG(), series.sigma()).chi2();
    }
    return chi2;
  }

  private double[] lengths(GeodesicTable table, double zH) {
    double shift = 2 * StrictMath.log(zH);
    return data.x().map(x -> table.at(x / zH).length() + shift).toArray();
  }

  private Optional<CorrelatorFit> refine(Start start) {
    try {
      Optimum optimum =
          new LevenbergMarquardtOptimizer()
              .withCostRelativeTolerance(TOLERANCE)
              .withParameterRelativeTolerance(TOLERANCE)
              .withOrthoTolerance(TOLERANCE)
              .optimize(
                  new LeastSquaresBuilder()
                      .model(this::model)
                      .parameterValidator(this::withinBounds)
                      .target(target())
                      .start(parameters(start))
                      .maxEvaluations(MAX_EVALUATIONS)
                      .maxIterations(MAX_EVALUATIONS)
                      .build());
      return Optional.of(outcome(optimum));
    } catch (MathRuntimeException _) {
      // Not converged from here, or the data leave the parameters degenerate: the scan stands in.
      return Optional.empty();
    }
  }

  private CorrelatorFit atScanPoint(Start start) {
    double[] lengths = lengths(new GeodesicTable(start.p()), StrictMath.exp(start.logZ()));
    Map<String, Operator> operators = new LinkedHashMap<>();
    for (Series series : data.series()) {
      StraightLine line = StraightLine.through(lengths, series.minusLogG(), series.sigma());
      operators.put(
          series.operator(), new Operator(line.offset(), line.slope(), line.slopeSigma()));
    }
    return new CorrelatorFit(
        Optional.of(Horizon.withoutErrors(StrictMath.exp(start.logZ()), start.p())),
        operators,
        start.chi2(),
        data.size() - 2 - 2 * operators.size());
  }

  private double[] parameters(Start start) {
    double[] parameters = new double[2 + 2 * data.series().size()];
    parameters[0] = start.logZ();
    parameters[1] = start.p();
    double[] lengths = lengths(new GeodesicTable(start.p()), StrictMath.exp(start.logZ()));
    for (int k = 0; k < data.series().size(); k++) {
      Series series = data.series().get(k);
      StraightLine line = StraightLine.through(lengths, series.minusLogG(), series.sigma());
      parameters[2 + 2 * k] = line.slope();
      parameters[3 + 2 * k] = line.offset();
    }
    return parameters;
  }

  private double[] target() {
    double[] target = new double[data.size()];
    int points = data.x().size();
    for (int k = 0; k < data.series().size(); k++) {
      Series series = data.series().get(k);
      for (int i = 0; i < points; i++) {
        target[k * points + i] = series.minusLogG().get(i) / series.sigma();
      }
    }
    return target;
  }

  /** Δ L - ln N in standard deviations, and its derivatives. */
  private Pair<RealVector, RealMatrix> model(RealVector parameters) {
    double logZ = parameters.getEntry(0);
    double zH = StrictMath.exp(logZ);
    GeodesicTable table = new GeodesicTable(parameters.getEntry(1));
    int points = data.x().size();
    double[] value = new double[data.size()];
    double[][] jacobian = new double[data.size()][parameters.getDimension()];
    for (int i = 0; i < points; i++) {
      double width = data.x().get(i) / zH;
      GeodesicTable.Row row = table.at(width);
      double length = row.length() + 2 * logZ;
      for (int k = 0; k < data.series().size(); k++) {
        double sigma = data.series().get(k).sigma();
        double delta = parameters.getEntry(2 + 2 * k);
        int at = k * points + i;
        value[at] = (delta * length - parameters.getEntry(3 + 2 * k)) / sigma;
        jacobian[at][0] = delta * (2 - width * row.slope()) / sigma;
        jacobian[at][1] = delta * row.exponentSlope() / sigma;
        jacobian[at][2 + 2 * k] = length / sigma;
        jacobian[at][3 + 2 * k] = -1 / sigma;
      }
    }
    return new Pair<>(new ArrayRealVector(value, false), new Array2DRowRealMatrix(jacobian, false));
  }

  private RealVector withinBounds(RealVector parameters) {
    RealVector bounded = parameters.copy();
    bounded.setEntry(
        0,
        Math.clamp(
            parameters.getEntry(0),
            StrictMath.log(NEAREST * longest),
            StrictMath.log(FARTHEST * longest)));
    bounded.setEntry(1, Math.clamp(parameters.getEntry(1), settings.pMin(), settings.pMax()));
    return bounded;
  }

  private CorrelatorFit outcome(Optimum optimum) {
    RealVector at = optimum.getPoint();
    double chi2 = optimum.getCost() * optimum.getCost();
    int degreesOfFreedom = data.size() - at.getDimension();
    RealMatrix covariance = covariance(optimum, chi2 / degreesOfFreedom);
    Map<String, Operator> operators = new LinkedHashMap<>();
    for (int k = 0; k < data.series().size(); k++) {
      int index = 2 + 2 * k;
      operators.put(
          data.series().get(k).operator(),
          new Operator(
              at.getEntry(index + 1),
              at.getEntry(index),
              Math.sqrt(covariance.getEntry(index, index))));
    }
    Horizon horizon =
        new Horizon(
            StrictMath.exp(at.getEntry(0)),
            at.getEntry(1),
            covariance.getEntry(0, 0),
            covariance.getEntry(1, 1),
            covariance.getEntry(0, 1));
    return new CorrelatorFit(Optional.of(horizon), operators, chi2, degreesOfFreedom);
  }

  /** Scaled up where the model does not fit, never down. */
  private static RealMatrix covariance(Optimum optimum, double chi2Dof) {
    return optimum.getCovariances(SINGULAR).scalarMultiply(Math.max(1, chi2Dof));
  }
}
