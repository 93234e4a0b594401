package org.colophon.stages.holography.contracts;

import java.util.OptionalDouble;

/**
 * What became of one claim on one geometry.
 *
 * @param id number of the contract
 * @param claimFamily stable name of the claim
 * @param value what was measured, in the units of the claim; absent if nothing finite was
 * @param tolerance what the value was held against
 */
public record ContractResult(
    String id,
    String claimFamily,
    OptionalDouble value,
    OptionalDouble tolerance,
    Status status,
    String reason) {

  /** A contract that was not tested is not kept. */
  public enum Status {
    PASS,
    FAIL,
    SKIP
  }

  static ContractResult of(
      Claim claim, double value, double tolerance, Status status, String reason) {
    return new ContractResult(
        claim.contract(), claim.family(), finite(value), finite(tolerance), status, reason);
  }

  static ContractResult skipped(Claim claim, String reason) {
    return new ContractResult(
        claim.contract(),
        claim.family(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Status.SKIP,
        reason);
  }

  private static OptionalDouble finite(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
