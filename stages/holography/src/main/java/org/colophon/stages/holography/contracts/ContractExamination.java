package org.colophon.stages.holography.contracts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.stages.holography.boundary.BulkTruth;
import org.colophon.stages.holography.contracts.ContractsSummary.ControlOutcome;
import org.colophon.stages.holography.contracts.ContractsSummary.Source;
import org.colophon.stages.holography.contracts.SystemContracts.Role;
import org.colophon.stages.holography.contracts.SystemContracts.Verdict;
import org.colophon.stages.holography.geometry.GeometryPrediction;

/**
 * Stage 04's work on geometries in memory.
 *
 * @param warnings what keeps the stage from being OK
 * @param failures built-in controls that the contracts did not catch: no verdict can be trusted
 */
public record ContractExamination(
    GeometryContracts contracts,
    ContractsSummary summary,
    List<String> warnings,
    List<String> failures) {

  /**
   * @param truths by system id
   */
  public static ContractExamination of(
      String stage,
      List<GeometryPrediction> geometries,
      Map<String, BulkTruth> truths,
      ContractsParams params) {
    return of(stage, geometries, truths, params, BuiltInControl.all());
  }

  static ContractExamination of(
      String stage,
      List<GeometryPrediction> geometries,
      Map<String, BulkTruth> truths,
      ContractsParams params,
      List<BuiltInControl> controls) {
    List<SystemContracts> systems =
        geometries.stream()
            .sorted(Comparator.comparing(GeometryPrediction::systemId))
            .map(one ->
                SystemContracts.of(
                    one,
                    Optional.ofNullable(truths.get(one.systemId())),
                    params.controls().contains(one.systemId()) ? Role.CONTROL : Role.SYSTEM,
                    params.tolerances()))
            .toList();
    List<ControlOutcome> builtIn =
        controls.stream()
            .map(control -> ContractsSummary.builtIn(control, params.tolerances()))
            .toList();
    ContractsSummary summary = ContractsSummary.of(stage, systems, builtIn);
    return new ContractExamination(
        GeometryContracts.of(stage, params.tolerances(), systems),
        summary,
        warnings(systems, params),
        failures(summary));
  }

  private static List<String> warnings(List<SystemContracts> systems, ContractsParams params) {
    List<String> warnings = new ArrayList<>();
    for (SystemContracts one : systems) {
      switch (one.role()) {
        case SYSTEM -> {
          if (one.verdict() == Verdict.FAIL) {
            warnings.add("contract_failed: " + one.systemId() + ": " + one.failedClaims());
          } else if (one.verdict() == Verdict.INCONCLUSIVE) {
            warnings.add("no_verdict: " + one.systemId() + ": its family is unknown");
          }
        }
        case CONTROL -> {
          if (one.verdict() != Verdict.FAIL) {
            warnings.add("control_not_caught: " + one.systemId() + ": verdict " + one.verdict());
          }
        }
      }
    }
    List<String> given = systems.stream().map(SystemContracts::systemId).toList();
    params.controls().stream()
        .filter(id -> !given.contains(id))
        .forEach(id ->
            warnings.add(
                "unknown_control: " + id + " in contracts.controls is none of the systems"));
    return warnings;
  }

  private static List<String> failures(ContractsSummary summary) {
    return summary.controls().stream()
        .filter(one -> one.source() == Source.BUILT_IN && !one.caught())
        .map(one ->
            "control_not_caught: "
                + one.systemId()
                + " must fail "
                + one.expected()
                + " and failed "
                + one.failed())
        .toList();
  }
}
