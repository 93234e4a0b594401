package org.colophon.stages.holography.boundary;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryTable;

/**
 * The bulk that a sandbox system was made from. Stage 04 may read it, no other stage.
 *
 * @param delta scaling dimension by operator
 */
public record BulkTruth(
    String systemId,
    int d,
    Family family,
    OptionalDouble zH,
    double zeta,
    double theta,
    double c,
    Map<String, Double> delta,
    GeometryTable table) {

  public BulkTruth {
    delta = new LinkedHashMap<>(delta);
  }

  static BulkTruth of(SystemSpec spec, String id, double[] z, Map<String, Double> delta) {
    return new BulkTruth(
        id,
        spec.d(),
        spec.family(),
        spec.zH(),
        spec.zeta(),
        spec.theta(),
        spec.c(),
        delta,
        GeometryTable.of(spec.background(), z));
  }
}
