package org.colophon.stages.holography.contracts;

/**
 * What a geometry is tested for. Several claims may share the number of one contract; names and
 * numbers stay as they are, because results are joined by them.
 */
public enum Claim {
  FIT_QUALITY("G0", "fit_quality", "chi2/dof of the fit that made the table"),
  TABLE_WELL_FORMED("G1", "table_well_formed", "finite values, z increasing, enough points"),
  UV_LIMIT("G2", "uv_limit", "A + ln z has a limit and f goes to 1 at the boundary"),
  F_POSITIVE("G3", "f_positive", "f > 0 before the horizon"),
  HORIZON_EXISTS("G4", "horizon_exists", "f has a zero if and only if T > 0"),
  HORIZON_POSITION("G4", "horizon_position", "the zero of f lies at z_h"),
  HAWKING("G5", "hawking", "4 pi T / (e^B |f'|) = 1 at the zero of f"),
  UV_EXPONENT("G6", "uv_exponent", "1 - f goes like the d-th (or n+zeta-theta-th) power of z"),
  E1("G7", "E1", "z^2 (A'' - A'^2) = 0"),
  E2("G7", "E2", "z^2 (f'' + (d-1) A'f') = 0"),
  E3("G7", "E3", "e^{-2A} (fA'^2 + A'f'/d) = 1"),
  R("G7", "R", "R / (-d(d+1)) = 1"),
  NEC1("G8", "NEC1", "null energy along z"),
  NEC2("G8", "NEC2", "null energy along x"),
  ENERGY_SIGN("G9", "energy_sign", "1 - f >= 0"),
  TRUTH_ERROR("G10", "truth_error", "distance of f from the truth of the sandbox");

  private final String contract;
  private final String family;
  private final String statement;

  Claim(String contract, String family, String statement) {
    this.contract = contract;
    this.family = family;
    this.statement = statement;
  }

  /** Number of the contract, {@code G0} to {@code G10}. */
  public String contract() {
    return contract;
  }

  /** The stable name of the claim. */
  public String family() {
    return family;
  }

  public String statement() {
    return statement;
  }

  ContractResult pass(double value, double tolerance, String reason) {
    return ContractResult.of(this, value, tolerance, ContractResult.Status.PASS, reason);
  }

  ContractResult fail(double value, double tolerance, String reason) {
    return ContractResult.of(this, value, tolerance, ContractResult.Status.FAIL, reason);
  }

  /** PASS or FAIL as {@code holds} says; the reason is what was measured. */
  ContractResult judge(boolean holds, double value, double tolerance, String reason) {
    return holds ? pass(value, tolerance, reason) : fail(value, tolerance, reason);
  }

  /** Not tested, which is no pass. */
  ContractResult skip(String reason) {
    return ContractResult.skipped(this, reason);
  }
}
