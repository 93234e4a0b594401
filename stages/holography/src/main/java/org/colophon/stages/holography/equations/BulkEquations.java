package org.colophon.stages.holography.equations;

import java.util.List;
import org.colophon.stages.holography.geometry.Recovery;

/**
 * The artifact {@code BulkEquations@0.1}: sparse relations between f, A and their derivatives over
 * groups of systems, and which equations they are consistent with.
 *
 * @param systemIds every system given, sorted
 * @param interpretation what the geometries may be called
 */
public record BulkEquations(
    String schemaName,
    String schemaVersion,
    String createdBy,
    List<String> systemIds,
    String interpretation,
    Method method,
    List<Group> groups,
    List<Excluded> excluded) {

  public static final String SCHEMA_NAME = "BulkEquations";
  public static final String SCHEMA_VERSION = "0.1";

  /**
   * @param derivativeDegree lowest degree of the Chebyshev series; raised where a table needs it
   * @param rowScale factor by which every row is multiplied
   */
  public record Method(
      String regression,
      String derivativesOf,
      int derivativeDegree,
      String rowScale,
      double edgeTrim,
      double threshold,
      int bootstrapReplicates,
      double stableFrequency,
      double heldOutFraction,
      long seed) {}

  /**
   * Systems that obey one equation if they obey any: of one d, because its coefficients depend on
   * d, and of one symmetry. AdS and deformed systems stand together: both have B = 0, and the
   * deformed ones lift the degeneracy of the vacuum.
   *
   * @param points points of the training systems
   * @param roughness share of f's standard deviation that no smooth curve describes, over the group
   * @param arealGauge whether A = -ln z in every system, so that no equation for A is tested
   */
  public record Group(
      String groupId,
      int d,
      List<String> families,
      List<String> systemIds,
      List<String> train,
      List<String> heldOut,
      int points,
      double roughness,
      boolean arealGauge,
      List<EquationFit> fits,
      List<Relation> relations) {

    /** The fit of {@code target} with the library {@code name}. */
    public EquationFit fit(String target, String name) {
      return fits.stream()
          .filter(fit -> fit.target().equals(target) && fit.library().equals(name))
          .findFirst()
          .orElseThrow();
    }

    /** What the group says of the equation {@code id}. */
    public Relation relation(String id) {
      return relations.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }
  }

  /**
   * @param code {@code control}, {@code family_unknown}, {@code no_horizon} or {@code
   *     too_few_points}
   */
  public record Excluded(String systemId, String code, String reason) {}

  static BulkEquations of(
      String stage,
      List<String> systemIds,
      EquationsParams params,
      long seed,
      List<Group> groups,
      List<Excluded> excluded) {
    Method method =
        new Method(
            "sequentially thresholded least squares, normalised columns",
            "Chebyshev series of A + ln z and f",
            FittedBackground.DEGREE,
            "z^2",
            params.edgeTrim(),
            params.threshold(),
            params.bootstrapReplicates(),
            params.stableFrequency(),
            params.heldOutFraction(),
            seed);
    return new BulkEquations(
        SCHEMA_NAME,
        SCHEMA_VERSION,
        stage,
        systemIds,
        Recovery.REPRESENTATION,
        method,
        groups,
        excluded);
  }
}
