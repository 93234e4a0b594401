package org.colophon.stages.holography.modes;

import java.util.List;

/**
 * {@code bulk_modes_meta.json}: how the data set beside it was made, and what is not in it.
 *
 * @param m2Source where the column m2L2_input comes from; it must differ from deltaSource
 * @param deltaSource where the column Delta_UV comes from
 */
record EigenmodesMeta(
    String schemaName,
    String schemaVersion,
    String createdBy,
    String gitSha,
    List<ColumnMeta> columns,
    Solver solver,
    String m2Source,
    String deltaSource,
    List<SystemMeta> systems,
    List<ExcludedSystem> excludedSystems,
    List<RefusedFieldMeta> refusedFields) {

  static final String SCHEMA_NAME = "EigenmodesMeta";
  static final String SCHEMA_VERSION = "0.1";

  record ColumnMeta(String name, String unit, String about) {}

  /**
   * @param basisSize N; a soft wall takes twice as many
   * @param extraBasis functions added for lambda_err
   */
  record Solver(
      String method,
      int basisSize,
      int extraBasis,
      double convergedRelative,
      double smallestNu,
      String uvExponent) {

    static Solver of(ModesParams params) {
      return new Solver(
          "Galerkin, Jacobi P_k^(0,2Delta-D+1), Gauss-Jacobi quadrature, Cholesky and symmetric"
              + " eigendecomposition",
          params.basisSize(),
          ModeSolver.EXTRA_BASIS,
          Quality.CONVERGED,
          Quality.SMALLEST_NU,
          "Riccati equation for d ln phi / d ln z between 1e-8 and 1e-3 of the domain, without the"
              + " relation of mass and dimension");
    }
  }

  /**
   * @param uvDimension D in Δ(Δ - D) = m²L²
   */
  record SystemMeta(
      String systemId,
      String family,
      int d,
      double uvDimension,
      String problem,
      String bc,
      int rows) {}

  record ExcludedSystem(String systemId, String family, String reason, boolean expected) {}

  record RefusedFieldMeta(String systemId, double m2L2Input, String branch, String reason) {}

  EigenmodesMeta {
    columns = List.copyOf(columns);
    systems = List.copyOf(systems);
    excludedSystems = List.copyOf(excludedSystems);
    refusedFields = List.copyOf(refusedFields);
  }

  static final List<ColumnMeta> COLUMNS =
      List.of(
          new ColumnMeta("system_id", "", "system of the geometry"),
          new ColumnMeta("family", "", "family of the geometry"),
          new ColumnMeta("d", "", "boundary spacetime dimension"),
          new ColumnMeta(
              "problem", "", "mass: lambda = omega^2 - k^2; screening: -k^2 at omega = 0"),
          new ColumnMeta("bc", "", "condition at the inner end"),
          new ColumnMeta("m2L2_input", "1", "mass squared of the field, from the config"),
          new ColumnMeta("branch", "", "plus: larger exponent at the boundary; minus: smaller"),
          new ColumnMeta("mode_id", "", "0 for the lowest mode"),
          new ColumnMeta("lambda_sl", "1/unit^2", "eigenvalue"),
          new ColumnMeta("Delta_UV", "1", "exponent of phi at the boundary, measured"),
          new ColumnMeta("Delta_UV_err", "1", "how far Delta_UV moves over an octave in z"),
          new ColumnMeta("lambda_err", "1/unit^2", "change of lambda from N to N + 8"),
          new ColumnMeta("quality_flag", "", "OK, UV_UNRELIABLE or UNCONVERGED"),
          new ColumnMeta("is_ground_state", "", "1 for mode 0, else 0"));
}
