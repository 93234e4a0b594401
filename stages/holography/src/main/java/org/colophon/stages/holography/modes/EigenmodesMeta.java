package org.colophon.stages.holography.modes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.colophon.contract.Json;

/**
 * {@code bulk_modes_meta.json}: how the data set beside it was made, and what is not in it.
 *
 * @param units of the columns that are numbers; {@code 1} is a pure number
 * @param basisSize N; a soft wall takes twice as many
 * @param m2Source where the column m2L2_input comes from; it must differ from deltaSource
 * @param deltaSource where the column Delta_UV comes from
 * @param provenance what the two were made of, by digest
 */
public record EigenmodesMeta(
    String schemaName,
    String schemaVersion,
    String createdBy,
    String gitSha,
    List<String> columns,
    Map<String, String> units,
    Solver solver,
    @JsonProperty("N") int basisSize,
    String m2Source,
    String deltaSource,
    Provenance provenance,
    List<SystemMeta> systems,
    List<ExcludedSystem> excludedSystems,
    List<RefusedField> refusedFields) {

  static final String SCHEMA_NAME = "EigenmodesMeta";
  static final String SCHEMA_VERSION = "0.2";

  /** Who made the two columns that stage 07 relates, and of what. */
  record Provenance(
      @JsonProperty("m2L2_input") Producer m2, @JsonProperty("Delta_UV") Producer delta) {}

  /**
   * @param read what it took: {@code config}, or the alias of an input
   * @param sha256 digest of what it took: of the masses as {@link #masses} writes them, or of the
   *     artifact
   */
  record Producer(String producer, String read, String sha256) {}

  /** The masses on one line of JSON, ascending, each once: what their digest is taken of. */
  public static String masses(Collection<Double> m2) {
    return Json.line(new TreeSet<>(m2));
  }

  /**
   * @param equation what λ is an eigenvalue of
   * @param extraBasis functions added for lambda_err
   * @param convergedRelative largest lambda_err/lambda that is not UNCONVERGED
   * @param smallestNu smallest ν that is not UV_UNRELIABLE
   */
  record Solver(
      String equation,
      String method,
      int extraBasis,
      double convergedRelative,
      double smallestNu,
      String uvExponent) {

    static final Solver USED =
        new Solver(
            "-(P phi')' + m2 e^{(n+2)A+B-Phi} phi = lambda e^{nA+B-Phi} phi, P = e^{nA+B-Phi} f;"
                + " lambda = omega^2 - k^2 (mass), -k^2 at omega = 0 (screening)",
            "Galerkin with Jacobi polynomials P_k^(0,2Delta-D+1), Gauss-Jacobi quadrature, Cholesky"
                + " and symmetric eigendecomposition; soft wall in Schroedinger form",
            ModeSolver.EXTRA_BASIS,
            Quality.CONVERGED,
            Quality.SMALLEST_NU,
            "Riccati equation of d ln phi / d ln z between 1e-8 and 1e-3 of the domain, without the"
                + " relation of mass and dimension");
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

  /**
   * @param expected a known limit of the method, not a defect of the geometry
   */
  record ExcludedSystem(String systemId, String family, String reason, boolean expected) {}

  /** A field for which a system has no mode, and why. */
  record RefusedField(
      String systemId, @JsonProperty("m2L2_input") double m2, String branch, String reason) {}

  public EigenmodesMeta {
    columns = List.copyOf(columns);
    units = new LinkedHashMap<>(units);
    systems = List.copyOf(systems);
    excludedSystems = List.copyOf(excludedSystems);
    refusedFields = List.copyOf(refusedFields);
  }

  static Map<String, String> unitsOfColumns() {
    Map<String, String> units = new LinkedHashMap<>();
    units.put("m2L2_input", "1");
    units.put("lambda_sl", "1/unit^2");
    units.put("Delta_UV", "1");
    units.put("Delta_UV_err", "1");
    units.put("lambda_err", "1/unit^2");
    return units;
  }
}
