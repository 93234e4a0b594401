package org.colophon.stages.holography.contracts;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.Recovery;

/** A geometry that claims something else of the same table. */
final class GeometryChange {
  private final GeometryPrediction base;
  private OptionalDouble zH;
  private OptionalDouble temperature;
  private OptionalDouble chi2 = OptionalDouble.empty();

  GeometryChange(GeometryPrediction base) {
    this.base = base;
    this.zH = base.zH();
    this.temperature = base.temperature();
  }

  GeometryChange zH(double value) {
    zH = OptionalDouble.of(value);
    return this;
  }

  GeometryChange temperature(double value) {
    temperature = OptionalDouble.of(value);
    return this;
  }

  GeometryChange chi2(double value) {
    chi2 = OptionalDouble.of(value);
    return this;
  }

  GeometryPrediction result() {
    return new GeometryPrediction(
        base.systemId(),
        base.d(),
        base.family(),
        base.table(),
        zH,
        OptionalDouble.empty(),
        temperature,
        new Recovery(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Map.of(),
            Map.of(),
            chi2,
            OptionalDouble.empty(),
            "areal",
            List.of("f"),
            "test",
            "geodesic",
            OptionalDouble.empty(),
            Recovery.REPRESENTATION),
        base.sourceStage(),
        base.gitSha());
  }
}
