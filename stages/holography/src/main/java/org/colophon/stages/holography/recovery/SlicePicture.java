package org.colophon.stages.holography.recovery;

import java.util.Locale;
import org.colophon.stages.holography.geometry.Column;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.plot.CurveChart;

/** The recovered f(z) with its band, and the model-free points that check it. */
public final class SlicePicture {
  private static final int POINTS = 24;
  private static final double BAND = 3;

  private SlicePicture() {}

  public static CurveChart of(RecoveredSystem system) {
    GeometryPrediction prediction = system.prediction();
    double[] z = prediction.z();
    CurveChart chart =
        new CurveChart("Blackening function of " + prediction.systemId())
            .subtitle(subtitle(prediction))
            .axes("z [unit], in the gauge A = -ln z", "f(z)")
            .rangeY(-0.1, 1.2);
    prediction
        .table()
        .fSigma()
        .ifPresent(sigma ->
            chart.band(
                "fit, 3 standard deviations",
                z,
                shifted(prediction.table().f(), sigma, -BAND),
                shifted(prediction.table().f(), sigma, BAND)));
    chart.line("fit", z, prediction.f());
    system
        .modelFree()
        .ifPresent(slice ->
            chart.points("Abel inversion, no model", thinned(slice.z()), thinned(slice.f())));
    return chart;
  }

  private static String subtitle(GeometryPrediction prediction) {
    String horizon =
        prediction.zH().isPresent()
            ? String.format(
                Locale.ROOT,
                "z_h = %.5g, p = %.5g",
                prediction.zH().getAsDouble(),
                prediction.recovery().p().orElseThrow())
            : "no horizon";
    return String.format(
        Locale.ROOT,
        "family %s, %s, chi2/dof = %.4g; the data reach z = %.4g",
        prediction.family().id(),
        horizon,
        prediction.recovery().chi2Dof().orElseThrow(),
        prediction.recovery().zReach().orElseThrow());
  }

  private static double[] shifted(Column f, Column sigma, double times) {
    double[] values = f.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += times * sigma.get(i);
    }
    return values;
  }

  private static double[] thinned(Column column) {
    int stride = Math.max(1, column.size() / POINTS);
    double[] values = new double[(column.size() + stride - 1) / stride];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.get(i * stride);
    }
    return values;
  }
}
