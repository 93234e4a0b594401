package org.colophon.stages.holography.contracts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.stages.holography.contracts.ContractResult.Status;
import org.colophon.stages.holography.contracts.SystemContracts.Role;
import org.colophon.stages.holography.contracts.SystemContracts.Verdict;

/**
 * The artifact {@code ContractsSummary@0.1}: counts, and what the controls say of the contracts.
 *
 * @param contracts results by claim, over the systems given, controls included
 * @param falsePositiveRate controls that pass, over all controls; must be 0
 * @param coverage controls that fail what they must, over all controls; must be 1
 */
public record ContractsSummary(
    String schemaName,
    String schemaVersion,
    String createdBy,
    List<String> systemIds,
    Counts counts,
    Verdicts verdicts,
    List<Tally> contracts,
    List<ControlOutcome> controls,
    double falsePositiveRate,
    double coverage) {

  public static final String SCHEMA_NAME = "ContractsSummary";
  public static final String SCHEMA_VERSION = "0.1";

  /** Results over all claims and systems given. A skipped contract is not a kept one. */
  public record Counts(long pass, long fail, long skip) {}

  /** Verdicts on the systems that are no controls. */
  public record Verdicts(int pass, int fail, int inconclusive) {}

  /** Results of one claim. */
  public record Tally(String id, String claimFamily, long pass, long fail, long skip) {}

  /** Where a control comes from. */
  public enum Source {
    /** Made by the stage from a closed form. */
    BUILT_IN,
    /** Named in the configuration. */
    DECLARED
  }

  /**
   * @param expected contracts that must fail; empty where it is enough that any does
   * @param failed contracts that failed
   * @param caught whether it failed what it must, and for a built-in control nothing else
   * @param contracts all results of a built-in control; those of a declared one stand in the table
   */
  public record ControlOutcome(
      String systemId,
      Source source,
      List<String> expected,
      List<String> failed,
      List<String> failedClaims,
      Verdict verdict,
      boolean caught,
      List<ContractResult> contracts) {}

  static ContractsSummary of(
      String stage, List<SystemContracts> systems, List<ControlOutcome> builtIn) {
    List<ControlOutcome> controls =
        Stream.concat(
                builtIn.stream(),
                systems.stream()
                    .filter(one -> one.role() == Role.CONTROL)
                    .map(ContractsSummary::declared))
            .toList();
    long passed = controls.stream().filter(one -> one.verdict() == Verdict.PASS).count();
    long caught = controls.stream().filter(ControlOutcome::caught).count();
    return new ContractsSummary(
        SCHEMA_NAME,
        SCHEMA_VERSION,
        stage,
        systems.stream().map(SystemContracts::systemId).toList(),
        new Counts(
            results(systems, Status.PASS),
            results(systems, Status.FAIL),
            results(systems, Status.SKIP)),
        new Verdicts(
            count(systems, Verdict.PASS),
            count(systems, Verdict.FAIL),
            count(systems, Verdict.INCONCLUSIVE)),
        Arrays.stream(Claim.values()).map(claim -> tally(claim, systems)).toList(),
        controls,
        passed / (double) controls.size(),
        caught / (double) controls.size());
  }

  static ControlOutcome builtIn(BuiltInControl control, Tolerances tolerances) {
    SystemContracts result =
        SystemContracts.of(control.geometry(), Optional.empty(), Role.CONTROL, tolerances);
    return new ControlOutcome(
        control.name(),
        Source.BUILT_IN,
        control.expected(),
        result.failedContracts(),
        result.failedClaims(),
        result.verdict(),
        result.failedContracts().equals(control.expected()),
        result.contracts());
  }

  private static ControlOutcome declared(SystemContracts system) {
    return new ControlOutcome(
        system.systemId(),
        Source.DECLARED,
        List.of(),
        system.failedContracts(),
        system.failedClaims(),
        system.verdict(),
        system.verdict() == Verdict.FAIL,
        List.of());
  }

  private static long results(List<SystemContracts> systems, Status status) {
    return systems.stream()
        .flatMap(one -> one.contracts().stream())
        .filter(one -> one.status() == status)
        .count();
  }

  private static int count(List<SystemContracts> systems, Verdict verdict) {
    return Math.toIntExact(
        systems.stream()
            .filter(one -> one.role() == Role.SYSTEM && one.verdict() == verdict)
            .count());
  }

  private static Tally tally(Claim claim, List<SystemContracts> systems) {
    List<Status> results = systems.stream().map(one -> one.result(claim).status()).toList();
    return new Tally(
        claim.contract(),
        claim.family(),
        results.stream().filter(Status.PASS::equals).count(),
        results.stream().filter(Status.FAIL::equals).count(),
        results.stream().filter(Status.SKIP::equals).count());
  }
}
