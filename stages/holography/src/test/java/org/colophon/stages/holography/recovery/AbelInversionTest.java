package org.colophon.stages.holography.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.colophon.stages.holography.boundary.Geodesic;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.junit.jupiter.api.Test;

class AbelInversionTest {
  private static final double DEEPEST = 0.98;
  private static final PowerBlackening BRANE = PowerBlackening.adsBrane(3, 1);
  private static final Geodesic GEODESIC = new Geodesic(BRANE);

  @Test
  void ofExactWidthsItReachesTheStatedAccuracy() {
    assertThat(error(200, DEEPEST)).isLessThan(5e-4);
    assertThat(error(200, 0.9)).isLessThan(1e-4);
    assertThat(error(400, DEEPEST)).isLessThan(1.3e-4);
  }

  @Test
  void itConvergesAtTheStatedRates() {
    double coarse = order(50);
    double fine = order(200);
    assertThat(coarse).isCloseTo(1.6, within(0.1));
    assertThat(fine).isCloseTo(1.9, within(0.1));
  }

  @Test
  void fromTheLengthAtPointsItIsAsGood() {
    int points = 128;
    double[] widths = new double[points];
    double[] lengths = new double[points];
    for (int i = 0; i < points; i++) {
      widths[i] = 0.1 + 3.9 * i / (points - 1);
      lengths[i] = GEODESIC.length(GEODESIC.turningPoint(widths[i]));
    }
    SmoothLength smooth = SmoothLength.through(widths, lengths);
    double[] nodes = new double[400];
    double[] turningPoints = new double[400];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = 0.1 + 3.9 * i / (nodes.length - 1);
      turningPoints[i] = 1 / smooth.slope(nodes[i]);
    }
    assertThat(worst(turningPoints, AbelInversion.f(turningPoints, nodes), 1)).isLessThan(1e-4);
  }

  private static double order(int nodes) {
    return Math.log(error(nodes, DEEPEST) / error(2 * nodes, DEEPEST)) / Math.log(2);
  }

  private static double error(int nodes, double upTo) {
    double[] z = new double[nodes];
    double[] widths = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      z[i] = DEEPEST * (i + 1) / nodes;
      widths[i] = GEODESIC.width(z[i]);
    }
    return worst(z, AbelInversion.f(z, widths), upTo);
  }

  private static double worst(double[] z, double[] f, double upTo) {
    double worst = 0;
    for (int i = 0; i < z.length; i++) {
      if (z[i] <= upTo) {
        worst = Math.max(worst, Math.abs(f[i] - BRANE.f(z[i]).value()));
      }
    }
    return worst;
  }
}
