package org.colophon.stages.holography.dictionary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * m²L² as a sum of {@link MassTerm}s, by weighted least squares from which one term at a time is
 * dropped: the one that accounts for least, as long as it accounts for less than the threshold or
 * is not significant.
 *
 * @param values the coefficients that are left; the others are 0
 * @param sigmas their standard deviations, from the scatter of the residuals
 * @param r2 of m²L² about its mean; below 0 when the mean alone does better
 */
record MassFit(
    Map<MassTerm, Double> values,
    Map<MassTerm, Double> sigmas,
    double r2,
    double residualRms,
    double residualMax) {

  /** Relative size of a singular value below which columns count as dependent. */
  private static final double RANK = 1e-10;

  /** Distinct values of D that it takes to tell 1, D and D² apart. */
  static final int MINIMUM_DIMENSIONS = 3;

  MassFit {
    values = new EnumMap<>(values);
    sigmas = new EnumMap<>(sigmas);
  }

  /** The fit, or nothing where the points cannot tell all terms apart. */
  static Optional<MassFit> of(List<FieldPoint> points, DictionaryParams params) {
    Set<MassTerm> active = EnumSet.allOf(MassTerm.class);
    if (points.size() <= active.size() || !isIdentifiable(points)) {
      return Optional.empty();
    }
    while (!active.isEmpty()) {
      Solved solved = solve(points, active, params);
      Optional<MassTerm> weakest = weakest(points, solved, params);
      if (weakest.isEmpty()) {
        return Optional.of(judged(points, solved));
      }
      active.remove(weakest.get());
    }
    return Optional.of(
        judged(points, new Solved(new EnumMap<>(MassTerm.class), new EnumMap<>(MassTerm.class))));
  }

  /** Whether the full design has full rank. */
  static boolean isIdentifiable(List<FieldPoint> points) {
    long dimensions =
        points.stream().map(point -> Math.rint(point.dimension() * 1e6)).distinct().count();
    if (dimensions < MINIMUM_DIMENSIONS) {
      return false;
    }
    double[] ones = new double[points.size()];
    Arrays.fill(ones, 1);
    RealMatrix design = design(points, List.of(MassTerm.values()), ones);
    for (int j = 0; j < design.getColumnDimension(); j++) {
      design.setColumnVector(j, design.getColumnVector(j).unitVector());
    }
    return 1 / new SingularValueDecomposition(design).getConditionNumber() > RANK;
  }

  double at(FieldPoint point) {
    double sum = 0;
    for (Map.Entry<MassTerm, Double> entry : values.entrySet()) {
      sum += entry.getValue() * entry.getKey().at(point.delta(), point.dimension());
    }
    return sum;
  }

  double value(MassTerm term) {
    return values.getOrDefault(term, 0.0);
  }

  double sigma(MassTerm term) {
    return sigmas.getOrDefault(term, 0.0);
  }

  List<String> selected() {
    return values.keySet().stream().map(term -> term.id).toList();
  }

  private record Solved(Map<MassTerm, Double> values, Map<MassTerm, Double> sigmas) {}

  private static Solved solve(
      List<FieldPoint> points, Set<MassTerm> active, DictionaryParams params) {
    List<MassTerm> terms = new ArrayList<>(active);
    double[] weights = points.stream().mapToDouble(point -> 1 / sigma(point, params)).toArray();
    RealMatrix design = design(points, terms, weights);
    double[] scales = new double[terms.size()];
    for (int j = 0; j < scales.length; j++) {
      scales[j] = design.getColumnVector(j).getNorm();
      design.setColumnVector(j, design.getColumnVector(j).mapDivide(scales[j]));
    }
    RealVector target = new ArrayRealVector(points.size());
    for (int i = 0; i < points.size(); i++) {
      target.setEntry(i, points.get(i).m2() * weights[i]);
    }
    QRDecomposition qr = new QRDecomposition(design);
    RealVector solution = qr.getSolver().solve(target);
    RealVector residual = target.subtract(design.operate(solution));
    double variance = residual.dotProduct(residual) / (points.size() - terms.size());
    RealMatrix normal =
        new QRDecomposition(design.transposeMultiply(design)).getSolver().getInverse();
    Map<MassTerm, Double> values = new EnumMap<>(MassTerm.class);
    Map<MassTerm, Double> sigmas = new EnumMap<>(MassTerm.class);
    for (int j = 0; j < scales.length; j++) {
      values.put(terms.get(j), solution.getEntry(j) / scales[j]);
      sigmas.put(terms.get(j), Math.sqrt(variance * normal.getEntry(j, j)) / scales[j]);
    }
    return new Solved(values, sigmas);
  }

  /** An error of Δ moves Δ(Δ - D) by 2Δ - D times as much. */
  private static double sigma(FieldPoint point, DictionaryParams params) {
    double slope = 2 * point.delta() - point.dimension();
    return Math.hypot(params.sigmaFloor(), slope * point.deltaError());
  }

  private static RealMatrix design(
      List<FieldPoint> points, List<MassTerm> terms, double[] weights) {
    RealMatrix design = new Array2DRowRealMatrix(points.size(), terms.size());
    for (int i = 0; i < points.size(); i++) {
      FieldPoint point = points.get(i);
      for (int j = 0; j < terms.size(); j++) {
        design.setEntry(i, j, terms.get(j).at(point.delta(), point.dimension()) * weights[i]);
      }
    }
    return design;
  }

  private static Optional<MassTerm> weakest(
      List<FieldPoint> points, Solved solved, DictionaryParams params) {
    double target = rms(points.stream().mapToDouble(FieldPoint::m2).toArray());
    Optional<MassTerm> weakest = Optional.empty();
    double least = Double.POSITIVE_INFINITY;
    for (Map.Entry<MassTerm, Double> entry : solved.values().entrySet()) {
      MassTerm term = entry.getKey();
      double size = Math.abs(entry.getValue());
      double[] column =
          points.stream().mapToDouble(one -> term.at(one.delta(), one.dimension())).toArray();
      double share = size * rms(column) / target;
      boolean droppable =
          share < params.threshold()
              || size < params.significance() * solved.sigmas().getOrDefault(term, 0.0);
      if (droppable && share < least) {
        least = share;
        weakest = Optional.of(term);
      }
    }
    return weakest;
  }

  private static MassFit judged(List<FieldPoint> points, Solved solved) {
    MassFit bare = new MassFit(solved.values(), solved.sigmas(), 0, 0, 0);
    double[] residuals = points.stream().mapToDouble(one -> one.m2() - bare.at(one)).toArray();
    double rms = rms(residuals);
    return new MassFit(
        solved.values(),
        solved.sigmas(),
        1 - rms * rms / variance(points),
        rms,
        Arrays.stream(residuals).map(Math::abs).max().orElse(0));
  }

  static double variance(List<FieldPoint> points) {
    double mean = points.stream().mapToDouble(FieldPoint::m2).average().orElse(0);
    return points.stream()
        .mapToDouble(one -> (one.m2() - mean) * (one.m2() - mean))
        .average()
        .orElse(0);
  }

  static double rms(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(value -> value * value).average().orElse(0));
  }
}
