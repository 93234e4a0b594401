package org.colophon.stages.holography.equations;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import org.colophon.stages.holography.equations.BulkEquations.Excluded;
import org.colophon.stages.holography.equations.BulkEquations.Group;
import org.colophon.stages.holography.equations.EquationFit.Estimate;
import org.colophon.stages.holography.equations.Relation.Verdict;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;

/** Stage 03's work on geometries in memory: who is fitted with whom, and what follows. */
public final class EquationDiscovery {
  /** Fewer say nothing that one of them alone does not. */
  public static final int MINIMUM_SYSTEMS = 3;

  private static final int MINIMUM_POINTS = 16;
  private static final double SIGMAS = 3;

  /** Numerical error of a coefficient, from derivatives, beside what the replicates show. */
  private static final double NUMERICAL = 1e-9;

  private final EquationsParams params;
  private final long seed;
  private final List<String> systemIds;
  private final List<Excluded> excluded = new ArrayList<>();
  private final Map<String, List<MeasuredSystem>> groups = new TreeMap<>();

  public EquationDiscovery(List<GeometryPrediction> geometries, EquationsParams params, long seed) {
    this.params = params;
    this.seed = seed;
    List<GeometryPrediction> sorted =
        geometries.stream().sorted(Comparator.comparing(GeometryPrediction::systemId)).toList();
    this.systemIds = sorted.stream().map(GeometryPrediction::systemId).toList();
    sorted.forEach(this::place);
  }

  /** Systems that can be regressed. */
  public int usable() {
    return groups.values().stream().mapToInt(List::size).sum();
  }

  public List<Excluded> excluded() {
    return List.copyOf(excluded);
  }

  /**
   * @param stage the stage that says so
   * @throws IllegalStateException if fewer than {@link #MINIMUM_SYSTEMS} systems are usable
   */
  public BulkEquations equations(String stage) {
    if (usable() < MINIMUM_SYSTEMS) {
      throw new IllegalStateException(usable() + " usable systems, need " + MINIMUM_SYSTEMS);
    }
    List<Group> results = new ArrayList<>();
    groups.forEach((id, systems) -> results.add(group(id, systems)));
    return BulkEquations.of(stage, systemIds, params, seed, results, excluded);
  }

  private void place(GeometryPrediction geometry) {
    if (params.controls().contains(geometry.systemId())) {
      exclude(geometry, "control", "declared a control");
    } else if (geometry.family() == Family.UNKNOWN) {
      exclude(geometry, "family_unknown", "which equation it may obey is not known");
    } else if (geometry.table().size() < MINIMUM_POINTS) {
      exclude(
          geometry,
          "too_few_points",
          geometry.table().size() + " points, a regression needs " + MINIMUM_POINTS);
    } else {
      MeasuredSystem system = new MeasuredSystem(geometry, params.edgeTrim());
      if (system.hasNoHorizon()) {
        exclude(geometry, "no_horizon", "f = 1 everywhere, so f'' has nothing to explain");
      } else {
        groups.computeIfAbsent(groupId(geometry), _ -> new ArrayList<>()).add(system);
      }
    }
  }

  private void exclude(GeometryPrediction geometry, String code, String reason) {
    excluded.add(new Excluded(geometry.systemId(), code, reason));
  }

  private static String groupId(GeometryPrediction geometry) {
    String symmetry =
        switch (geometry.family()) {
          case ADS, DEFORMED -> "relativistic";
          case LIFSHITZ -> "lifshitz";
          case HYPERSCALING -> "hyperscaling";
          case UNKNOWN -> "unknown";
        };
    return "d" + geometry.d() + "_" + symmetry;
  }

  private Group group(String id, List<MeasuredSystem> systems) {
    int d = systems.getFirst().geometry().d();
    GroupRegression regression =
        new GroupRegression(systems, params, new Random(31 * seed + id.hashCode()));
    List<EquationFit> fits = Library.ALL.stream().map(regression::fit).toList();
    boolean areal = systems.stream().allMatch(MeasuredSystem::isAreal);
    boolean relativistic =
        systems.stream().allMatch(system -> system.geometry().table().b().isZero());
    return new Group(
        id,
        d,
        systems.stream().map(one -> one.geometry().family().id()).distinct().sorted().toList(),
        systems.stream().map(MeasuredSystem::id).toList(),
        regression.trainIds(),
        regression.heldOutIds(),
        regression.points(),
        regression.roughness(),
        areal,
        fits,
        List.of(e1(fits.get(3), areal, relativistic), e2(fits.get(1), d, relativistic)));
  }

  private static Relation e1(EquationFit fit, boolean areal, boolean relativistic) {
    Estimate found = fit.estimate(Term.A_PRIME_SQUARED.symbol());
    String equation = "A'' - A'^2 = 0";
    if (areal) {
      return untested("E1", equation, found, 1, "A = -ln z is a choice of gauge, not a finding");
    }
    if (!relativistic) {
      return untested("E1", equation, found, 1, "the equation supposes B = 0");
    }
    return judged("E1", equation, fit, found, 1, 0);
  }

  private static Relation e2(EquationFit fit, int d, boolean relativistic) {
    Estimate found = fit.estimate(Term.A_PRIME_F_PRIME.symbol());
    Estimate rival = fit.estimate(Term.F_PRIME.symbol());
    String equation = "f'' + (d-1) A'f' = 0";
    if (!relativistic) {
      return untested("E2", equation, found, 1 - d, "the equation supposes B = 0");
    }
    return judged("E2", equation, fit, found, 1 - d, deviation(rival, 0));
  }

  private static Relation untested(
      String id, String equation, Estimate found, double expected, String reason) {
    return new Relation(
        id,
        equation,
        found.term(),
        expected,
        found.value(),
        found.sigma(),
        OptionalDouble.empty(),
        Verdict.NOT_TESTED,
        reason);
  }

  /**
   * @param rivalDeviation distance of the other terms from zero, in standard deviations
   */
  private static Relation judged(
      String id,
      String equation,
      EquationFit fit,
      Estimate found,
      double expected,
      double rivalDeviation) {
    double deviation = Math.max(deviation(found, expected), rivalDeviation);
    Verdict verdict;
    String reason;
    if (!fit.identifiable()) {
      verdict = Verdict.INCONCLUSIVE;
      reason = "the terms cannot be told apart within the noise";
    } else if (fit.residualOverStd() > GroupRegression.UNEXPLAINED
        || fit.heldOutResidualOverStd().orElse(0) > GroupRegression.UNEXPLAINED) {
      verdict = Verdict.NOT_CONSISTENT_WITH;
      reason = "no equation of this form describes the systems";
    } else if (deviation > SIGMAS) {
      verdict = Verdict.NOT_CONSISTENT_WITH;
      reason = "a coefficient is more than 3 standard deviations off";
    } else {
      verdict = Verdict.CONSISTENT_WITH;
      reason = "every coefficient is within 3 standard deviations";
    }
    return new Relation(
        id,
        equation,
        found.term(),
        expected,
        found.value(),
        found.sigma(),
        OptionalDouble.of(deviation),
        verdict,
        reason);
  }

  private static double deviation(Estimate found, double expected) {
    double sigma = Math.hypot(found.sigma(), NUMERICAL * Math.max(1, Math.abs(expected)));
    return Math.abs(found.value() - expected) / sigma;
  }
}
