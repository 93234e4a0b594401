package org.colophon.stages.holography.dictionary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.colophon.stages.holography.dictionary.HolographicDictionary.Contract;
import org.colophon.stages.holography.dictionary.HolographicDictionary.ExcludedSystem;
import org.colophon.stages.holography.dictionary.HolographicDictionary.FamilyEntry;
import org.colophon.stages.holography.dictionary.HolographicDictionary.OperatorEntry;
import org.colophon.stages.holography.dictionary.HolographicDictionary.Relation;
import org.colophon.stages.holography.dictionary.HolographicDictionary.SystemEntry;
import org.colophon.stages.holography.dictionary.HolographicDictionary.ThermalCoefficient;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.Recovery;
import org.hipparchus.special.Gamma;

/** Collects what the stages before found into a {@link HolographicDictionary}. */
final class Atlas {
  static final String ONE_HORIZON = "one_horizon";
  static final String UNITARITY = "unitarity";
  static final String TEMPERATURE = "temperature";
  static final String RELATION = "relation";

  private final LambdaDictionary relation;
  private final String relationSha256;
  private final Map<String, Double> dimensions;
  private final Map<String, String> withoutModes;
  private final AtlasParams params;
  private final List<SystemEntry> systems = new ArrayList<>();
  private final List<ExcludedSystem> excluded = new ArrayList<>();

  /**
   * @param dimensions D by system, as stage 06 measured it
   * @param withoutModes why stage 06 left systems out
   */
  Atlas(
      LambdaDictionary relation,
      String relationSha256,
      Map<String, Double> dimensions,
      Map<String, String> withoutModes,
      AtlasParams params) {
    this.relation = relation;
    this.relationSha256 = relationSha256;
    this.dimensions = new TreeMap<>(dimensions);
    this.withoutModes = new TreeMap<>(withoutModes);
    this.params = params;
  }

  /** c in L = 2 ln ℓ + c (ℓ/z_h)^p + … of f = 1 - (z/z_h)^p; 1/12, π/128, 1/120 for p = 2, 3, 4. */
  static double thermalCoefficient(double p) {
    return StrictMath.exp(Gamma.logGamma(p / 2) - Gamma.logGamma((p + 3) / 2))
        * Math.sqrt(Math.PI)
        / StrictMath.pow(2, p + 2);
  }

  /**
   * @param horizons absent where there are no boundary data to measure them in
   */
  void add(GeometryPrediction system, Optional<OperatorHorizons> horizons) {
    Double dimension = dimensions.get(system.systemId());
    if (system.family() == Family.UNKNOWN) {
      exclude(system, "family_unknown: no dictionary is claimed for an unknown family");
    } else if (dimension == null) {
      exclude(
          system,
          withoutModes.getOrDefault(
              system.systemId(), "no_uv_dimension: bulk_modes_meta.json does not name it"));
    } else if (system.recovery().deltaHat().isEmpty()) {
      exclude(system, "no_operator: the geometry comes without the dimension of an operator");
    } else {
      systems.add(entry(system, dimension, horizons));
    }
  }

  HolographicDictionary finish(String stage) {
    Map<String, List<SystemEntry>> families = new TreeMap<>();
    systems.forEach(one -> families.computeIfAbsent(one.family(), _ -> new ArrayList<>()).add(one));
    return new HolographicDictionary(
        HolographicDictionary.SCHEMA_NAME,
        HolographicDictionary.SCHEMA_VERSION,
        stage,
        systems.stream().map(SystemEntry::systemId).toList(),
        Recovery.REPRESENTATION,
        new Relation(
            "m^2 L^2 = Delta(Delta - D)", relation.verdict(), relation.reason(), relationSha256),
        systems,
        families.entrySet().stream().map(one -> family(one.getKey(), one.getValue())).toList(),
        excluded,
        params);
  }

  private void exclude(GeometryPrediction system, String reason) {
    excluded.add(new ExcludedSystem(system.systemId(), system.family().id(), reason));
  }

  private static FamilyEntry family(String family, List<SystemEntry> members) {
    return new FamilyEntry(
        family,
        members.stream().map(SystemEntry::systemId).toList(),
        members.stream().mapToInt(one -> one.operators().size()).sum(),
        (int) members.stream().filter(one -> one.status() == Status.FAIL).count());
  }

  private SystemEntry entry(
      GeometryPrediction system, double dimension, Optional<OperatorHorizons> horizons) {
    Recovery recovery = system.recovery();
    List<OperatorEntry> operators = new ArrayList<>();
    for (Map.Entry<String, Double> one : recovery.deltaHat().entrySet()) {
      String name = one.getKey();
      double delta = one.getValue();
      double sigma = recovery.deltaSigma().getOrDefault(name, 0.0);
      OperatorHorizons.Horizon horizon =
          horizons.map(all -> all.of(name)).orElse(OperatorHorizons.Horizon.NONE);
      operators.add(
          new OperatorEntry(
              name,
              delta,
              sigma,
              BulkField.of(delta, sigma, dimension, params.sigmas()),
              relation.m2(delta, dimension),
              horizon.position(),
              horizon.sigma()));
    }
    List<Contract> contracts =
        List.of(
            oneHorizon(horizons),
            unitarity(system, operators),
            temperature(system, dimension),
            relation(operators));
    boolean failed = contracts.stream().anyMatch(one -> one.status() == Status.FAIL);
    return new SystemEntry(
        system.systemId(),
        system.family().id(),
        system.d(),
        dimension,
        system.temperature(),
        system.zH(),
        system.zHSigma(),
        recovery.p(),
        thermal(system),
        Status.of(!failed),
        operators,
        contracts);
  }

  private static ThermalCoefficient thermal(GeometryPrediction system) {
    double expected = thermalCoefficient(system.d());
    OptionalDouble p = system.recovery().p();
    if (p.isEmpty()) {
      return new ThermalCoefficient(OptionalDouble.empty(), OptionalDouble.empty(), expected);
    }
    double at = p.getAsDouble();
    double slope = (thermalCoefficient(at + 1e-5) - thermalCoefficient(at - 1e-5)) / 2e-5;
    return new ThermalCoefficient(
        OptionalDouble.of(thermalCoefficient(at)),
        OptionalDouble.of(Math.abs(slope) * system.recovery().pSigma().orElse(0)),
        expected);
  }

  private Contract oneHorizon(Optional<OperatorHorizons> horizons) {
    if (horizons.isEmpty()) {
      return skip(ONE_HORIZON, params.sigmas(), "no boundary data to fit operator by operator");
    }
    OptionalDouble pull = horizons.get().largestPull();
    if (pull.isEmpty()) {
      return skip(ONE_HORIZON, params.sigmas(), "one operator has nothing to be compared with");
    }
    boolean holds = pull.getAsDouble() <= params.sigmas();
    return new Contract(
        ONE_HORIZON,
        pull,
        params.sigmas(),
        Status.of(holds),
        holds
            ? "every operator sees one horizon, in standard deviations"
            : "z_h_mismatch: the operators see different horizons; they are no probes of one bulk");
  }

  private Contract unitarity(GeometryPrediction system, List<OperatorEntry> operators) {
    if (system.family() == Family.LIFSHITZ) {
      return skip(UNITARITY, 0, "no conformal symmetry, so no bound of a conformal theory");
    }
    double least = Double.POSITIVE_INFINITY;
    List<String> below = new ArrayList<>();
    for (OperatorEntry one : operators) {
      least = Math.min(least, one.delta() - one.field().unitarityBound());
      if (!one.field().unitary()) {
        below.add(one.name());
      }
    }
    return new Contract(
        UNITARITY,
        OptionalDouble.of(least),
        0,
        Status.of(below.isEmpty()),
        below.isEmpty()
            ? "least Delta - (D/2 - 1)"
            : "below_unitarity: Delta < D/2 - 1 for " + String.join(", ", below));
  }

  private Contract temperature(GeometryPrediction system, double dimension) {
    OptionalDouble p = system.recovery().p();
    if (system.zH().isEmpty() || p.isEmpty() || system.temperature().isEmpty()) {
      return skip(TEMPERATURE, params.temperatureTolerance(), "no horizon, or no temperature");
    }
    double zeta = system.family() == Family.LIFSHITZ ? dimension - (system.d() - 1) : 1;
    double ratio =
        4
            * Math.PI
            * system.temperature().getAsDouble()
            * StrictMath.pow(system.zH().getAsDouble(), zeta)
            / p.getAsDouble();
    boolean holds = Math.abs(ratio - 1) <= params.temperatureTolerance();
    return new Contract(
        TEMPERATURE,
        OptionalDouble.of(ratio - 1),
        params.temperatureTolerance(),
        Status.of(holds),
        "4 pi T z_h^zeta/p - 1" + (holds ? "" : ": not the temperature of this horizon"));
  }

  private Contract relation(List<OperatorEntry> operators) {
    double largest = 0;
    for (OperatorEntry one : operators) {
      double m2 = one.field().m2();
      largest = Math.max(largest, Math.abs(one.fittedM2() - m2) / Math.max(1, Math.abs(m2)));
    }
    boolean holds = relation.verdict() == Status.PASS && largest <= params.relationTolerance();
    return new Contract(
        RELATION,
        OptionalDouble.of(largest),
        params.relationTolerance(),
        Status.of(holds),
        String.format(
            Locale.ROOT,
            "Delta(Delta - D) against the fitted relation, which is %s",
            relation.verdict()));
  }

  private static Contract skip(String id, double tolerance, String reason) {
    return new Contract(id, OptionalDouble.empty(), tolerance, Status.SKIP, reason);
  }
}
