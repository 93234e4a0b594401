package org.colophon.stages.holography.contracts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.colophon.stages.holography.boundary.BulkTruth;
import org.colophon.stages.holography.contracts.ContractResult.Status;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;

/**
 * Every contract on one geometry, in the order of {@link Claim}.
 *
 * @param verdict over all contracts
 */
public record SystemContracts(
    String systemId,
    int d,
    String family,
    Role role,
    Verdict verdict,
    List<ContractResult> contracts) {

  /** Whether the system is meant to pass. */
  public enum Role {
    SYSTEM,
    CONTROL
  }

  /** What may be said of the geometry as a whole. */
  public enum Verdict {
    /** Holographic-compatible: of a known family, and no contract fails. */
    PASS,
    /** A contract fails. */
    FAIL,
    /** No contract fails, but what would have to hold is not known. */
    INCONCLUSIVE
  }

  public static SystemContracts of(
      GeometryPrediction geometry, Optional<BulkTruth> truth, Role role, Tolerances tolerances) {
    List<ContractResult> results = results(geometry, truth, tolerances);
    return new SystemContracts(
        geometry.systemId(),
        geometry.d(),
        geometry.family().id(),
        role,
        verdict(geometry, results),
        results);
  }

  public ContractResult result(Claim claim) {
    return contracts.stream()
        .filter(one -> one.claimFamily().equals(claim.family()))
        .findFirst()
        .orElseThrow();
  }

  /** Names of the claims that fail, in the order of the contracts. */
  public List<String> failedClaims() {
    return contracts.stream()
        .filter(one -> one.status() == Status.FAIL)
        .map(ContractResult::claimFamily)
        .toList();
  }

  /** Numbers of the contracts that fail, in order, each once. */
  public List<String> failedContracts() {
    return contracts.stream()
        .filter(one -> one.status() == Status.FAIL)
        .map(ContractResult::id)
        .distinct()
        .toList();
  }

  private static List<ContractResult> results(
      GeometryPrediction geometry, Optional<BulkTruth> truth, Tolerances tolerances) {
    List<ContractResult> results = new ArrayList<>();
    results.add(TableContracts.fitQuality(geometry, tolerances));
    ContractResult wellFormed = TableContracts.wellFormed(geometry, tolerances);
    results.add(wellFormed);
    if (wellFormed.status() == Status.FAIL) {
      Arrays.stream(Claim.values())
          .skip(results.size())
          .forEach(claim -> results.add(claim.skip("the table has too few points")));
      return results;
    }
    Evidence evidence = new Evidence(geometry, tolerances);
    results.add(TableContracts.uvLimit(evidence));
    results.add(TableContracts.fPositive(evidence));
    results.add(HorizonContracts.exists(evidence));
    results.add(HorizonContracts.position(evidence));
    results.add(HorizonContracts.hawking(evidence));
    results.add(HorizonContracts.uvExponent(evidence));
    results.addAll(FieldContracts.vacuum(evidence));
    results.addAll(FieldContracts.nullEnergy(evidence));
    results.add(TableContracts.energySign(evidence));
    results.add(TruthContract.judge(evidence, truth));
    return results;
  }

  private static Verdict verdict(GeometryPrediction geometry, List<ContractResult> results) {
    if (results.stream().anyMatch(one -> one.status() == Status.FAIL)) {
      return Verdict.FAIL;
    }
    return geometry.family() == Family.UNKNOWN ? Verdict.INCONCLUSIVE : Verdict.PASS;
  }
}
