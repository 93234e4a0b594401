package org.colophon.stages.holography.cft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.colophon.stages.holography.cft.DictionaryContracts.Check;
import org.colophon.stages.holography.cft.DictionaryContracts.ExcludedSystem;
import org.colophon.stages.holography.cft.DictionaryContracts.Kind;
import org.colophon.stages.holography.cft.DictionaryContracts.Operator;
import org.colophon.stages.holography.cft.DictionaryContracts.Source;
import org.colophon.stages.holography.cft.DictionaryContracts.Subject;
import org.colophon.stages.holography.dictionary.HolographicDictionary;
import org.colophon.stages.holography.dictionary.HolographicDictionary.Contract;
import org.colophon.stages.holography.dictionary.HolographicDictionary.OperatorEntry;
import org.colophon.stages.holography.dictionary.HolographicDictionary.SystemEntry;
import org.colophon.stages.holography.dictionary.Status;

/**
 * What may be said of a system that stage 08 has in its atlas. Correlators that symmetry alone
 * fixes are no test: in the vacuum of any conformal theory they give AdS, and at a temperature in d
 * = 2 they give the BTZ black hole, those of the Ising model too.
 */
final class GeometryJudge {
  /** Contracts that a single bulk must keep. */
  private static final Set<String> OF_ONE_BULK = Set.of("one_horizon", "unitarity", "temperature");

  private static final String LITERATURE = "hep-th/9802109, hep-th/9802150, hep-th/9905104";

  private GeometryJudge() {}

  static List<Subject> judge(HolographicDictionary dictionary, String alias, String file) {
    List<Subject> subjects = new ArrayList<>();
    for (int i = 0; i < dictionary.systems().size(); i++) {
      subjects.add(subject(dictionary.systems().get(i), new Source(alias, file, "/systems/" + i)));
    }
    return subjects;
  }

  /** Who is not judged, as the atlas leaves them out. */
  static List<ExcludedSystem> excluded(
      HolographicDictionary dictionary, String alias, String file) {
    List<ExcludedSystem> excluded = new ArrayList<>();
    for (HolographicDictionary.ExcludedSystem one : dictionary.excludedSystems()) {
      Source source = new Source(alias, file, "/excluded_systems/" + excluded.size());
      excluded.add(new ExcludedSystem(one.systemId(), one.family(), one.reason(), source));
    }
    return excluded;
  }

  private static Subject subject(SystemEntry system, Source at) {
    List<Check> checks = new ArrayList<>();
    for (int i = 0; i < system.contracts().size(); i++) {
      checks.add(check(system.contracts().get(i), at, i));
    }
    List<Operator> operators = new ArrayList<>();
    for (int i = 0; i < system.operators().size(); i++) {
      OperatorEntry one = system.operators().get(i);
      operators.add(
          new Operator(
              one.name(),
              0,
              one.delta(),
              OptionalDouble.of(one.sigma()),
              one.field().unitarityBound(),
              one.field().unitary(),
              List.of(one.field()),
              "fit of the boundary correlator",
              new Source(at.alias(), at.file(), at.field() + "/operators/" + i + "/Delta")));
    }
    Verdict verdict = verdict(system);
    return new Subject(
        system.systemId(),
        Kind.GEOMETRY,
        system.d(),
        verdict,
        reason(verdict, system),
        checks,
        operators,
        List.of());
  }

  private static Check check(Contract contract, Source at, int index) {
    return new Check(
        contract.id(),
        contract.reason(),
        contract.value(),
        OptionalDouble.empty(),
        contract.tolerance(),
        contract.status(),
        contract.reason(),
        LITERATURE,
        contract.value().isEmpty()
            ? List.of()
            : List.of(
                new Source(at.alias(), at.file(), at.field() + "/contracts/" + index + "/value")));
  }

  static Verdict verdict(SystemEntry system) {
    if (failed(system).filter(one -> OF_ONE_BULK.contains(one.id())).isPresent()) {
      return Verdict.NOT_HOLOGRAPHIC;
    }
    if (failed(system).isPresent()) {
      return Verdict.INCONCLUSIVE;
    }
    if (isKinematic(system)) {
      return Verdict.KINEMATIC_ONLY;
    }
    boolean tested =
        system.contracts().stream()
            .anyMatch(one -> one.id().equals("one_horizon") && one.status() == Status.PASS);
    return tested ? Verdict.COMPATIBLE : Verdict.INCONCLUSIVE;
  }

  /** A contract of one bulk that fails, else another that fails. */
  private static Optional<Contract> failed(SystemEntry system) {
    List<Contract> failed =
        system.contracts().stream().filter(one -> one.status() == Status.FAIL).toList();
    return failed.stream()
        .filter(one -> OF_ONE_BULK.contains(one.id()))
        .findFirst()
        .or(() -> failed.stream().findFirst());
  }

  private static boolean isKinematic(SystemEntry system) {
    return system.horizon().isEmpty() || system.d() == 2;
  }

  private static String reason(Verdict verdict, SystemEntry system) {
    return switch (verdict) {
      case NOT_HOLOGRAPHIC, INCONCLUSIVE ->
          failed(system)
              .map(one -> one.id() + ": " + one.reason())
              .orElse("nothing compares the operators: " + system.contracts().getFirst().reason());
      case KINEMATIC_ONLY ->
          system.d() == 2 && system.horizon().isPresent()
              ? "d = 2: conformal symmetry alone gives every theory the BTZ correlator"
              : "no horizon: conformal symmetry alone gives every vacuum the AdS correlator";
      case COMPATIBLE ->
          "one geometry represents all operators and the temperature; a representation of the data,"
              + " no evidence for a gravity dual";
    };
  }
}
