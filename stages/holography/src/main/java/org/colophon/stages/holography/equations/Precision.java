package org.colophon.stages.holography.equations;

import java.util.Arrays;
import java.util.stream.Stream;
import org.colophon.stages.holography.geometry.GeometryPrediction;

/** The floating-point format whose rounding a table carries, whatever it is stored in now. */
public enum Precision {
  HALF(0x1p-11),
  SINGLE(0x1p-24),
  DOUBLE(0x1p-53);

  private final double roundoff;

  Precision(double roundoff) {
    this.roundoff = roundoff;
  }

  /** Largest relative error of rounding to this format. */
  public double roundoff() {
    return roundoff;
  }

  /**
   * The coarsest format that holds every z, A and f of the table without loss. A table that was
   * single precision once has no more information for having been widened.
   */
  public static Precision of(GeometryPrediction geometry) {
    double[] values =
        Stream.of(geometry.z(), geometry.a(), geometry.f())
            .flatMapToDouble(Arrays::stream)
            .toArray();
    if (Arrays.stream(values)
        .allMatch(x -> x == Float.float16ToFloat(Float.floatToFloat16((float) x)))) {
      return HALF;
    }
    return Arrays.stream(values).allMatch(x -> x == (float) x) ? SINGLE : DOUBLE;
  }
}
