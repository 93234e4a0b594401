package org.colophon.stages.holography.equations;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.colophon.stages.holography.geometry.Column;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.GeometryTable;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.colophon.stages.holography.geometry.Recovery;

/** Geometries as other stages and other programs would hand them over. */
public final class TestTables {
  private TestTables() {}

  /** A table like those of stage 02: f = 1 - (z/z_h)^p with a fitted p and its uncertainty. */
  public static GeometryPrediction recovered(
      String id, int d, double p, double pSigma, double zh, double zhSigma) {
    double[] z = ChebyshevFitTest.uniform(0.02 * zh, 0.98 * zh, 64);
    GeometryTable exact = GeometryTable.of(new PowerBlackening(d, 1, 0, p, zh), z);
    Column sigma =
        exact
            .z()
            .map(
                x -> Math.pow(x / zh, p) * Math.hypot(p * zhSigma / zh, pSigma * Math.log(x / zh)));
    return new GeometryPrediction(
        id,
        d,
        Family.ADS,
        new GeometryTable(
            exact.z(), exact.a(), exact.f(), exact.b(), exact.phi(), Optional.of(sigma)),
        OptionalDouble.of(zh),
        OptionalDouble.of(zhSigma),
        OptionalDouble.of(d / (4 * Math.PI * zh)),
        new Recovery(
            OptionalDouble.of(p),
            OptionalDouble.of(pSigma),
            Map.of(),
            Map.of(),
            OptionalDouble.of(1),
            OptionalDouble.of(1e6),
            "areal",
            List.of("f"),
            "test",
            "geodesic",
            OptionalDouble.of(0.98 * zh),
            Recovery.REPRESENTATION),
        "02_emergent_geometry_engine",
        "unknown");
  }

  public static GeometryPrediction withF(GeometryPrediction base, double[] f) {
    return withTable(base, GeometryTable.of(base.z(), base.a(), f));
  }

  /** The same table after a journey through 4-byte floats. */
  public static GeometryPrediction inSinglePrecision(GeometryPrediction base) {
    return withTable(
        base, GeometryTable.of(narrowed(base.z()), narrowed(base.a()), narrowed(base.f())));
  }

  public static GeometryPrediction withTable(GeometryPrediction base, GeometryTable table) {
    return new GeometryPrediction(
        base.systemId(),
        base.d(),
        base.family(),
        table,
        base.zH(),
        base.zHSigma(),
        base.temperature(),
        base.recovery(),
        base.sourceStage(),
        base.gitSha());
  }

  private static double[] narrowed(double[] values) {
    return Arrays.stream(values).map(value -> (float) value).toArray();
  }
}
