package org.colophon.stages.holography.modes;

import java.util.Locale;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.modes.ModeSolver.SolvedField;
import org.colophon.stages.holography.plot.CurveChart;

/** The lowest eigenfunctions of one field, each with its largest value 1. */
final class ModesPicture {
  private static final int POINTS = 160;
  private static final int MOST_CURVES = 4;

  private ModesPicture() {}

  static CurveChart of(
      GeometryPrediction prediction, Setting.Solvable setting, SolvedField solved, int modes) {
    CurveChart chart =
        new CurveChart("Eigenfunctions on " + prediction.systemId())
            .subtitle(subtitle(setting, solved))
            .axes("z [unit]", solved.problem().functionName() + ", largest value 1");
    double[] z = grid(solved.problem());
    for (int mode = 0; mode < Math.min(modes, MOST_CURVES); mode++) {
      chart.line(
          String.format(Locale.ROOT, "λ%s = %.5g", subscript(mode), solved.lambda(mode)),
          z,
          normalised(solved.problem().function(solved.spectrum(), mode, z)));
    }
    return chart;
  }

  private static String subtitle(Setting.Solvable setting, SolvedField solved) {
    String end = String.format(Locale.ROOT, "z = %.4g", solved.problem().end());
    String inner =
        switch (setting.inner()) {
          case REGULAR -> "regular at the horizon " + end;
          case DIRICHLET -> "φ = 0 at the wall " + end;
          case NEUMANN -> "φ′ = 0 at the wall " + end;
          case NORMALIZABLE -> "soft wall";
        };
    return String.format(
        Locale.ROOT,
        "m²L² = %s, %s branch, %s problem, %s; λ in 1/unit²",
        solved.field().m2(),
        solved.field().branch().id(),
        setting.problem().id(),
        inner);
  }

  private static double[] grid(Eigenproblem problem) {
    double[] z = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      z[i] = problem.shownEnd() * (i + 1) / POINTS;
    }
    return z;
  }

  /** Scaled to a largest size of 1 and positive next to the boundary. */
  private static double[] normalised(double[] phi) {
    double largest = 0;
    for (double value : phi) {
      largest = Math.max(largest, Math.abs(value));
    }
    double scale = Math.copySign(largest, phi[0]);
    double[] scaled = new double[phi.length];
    for (int i = 0; i < phi.length; i++) {
      scaled[i] = phi[i] / scale;
    }
    return scaled;
  }

  private static char subscript(int digit) {
    return "₀₁₂₃₄₅₆₇₈₉".charAt(digit);
  }
}
