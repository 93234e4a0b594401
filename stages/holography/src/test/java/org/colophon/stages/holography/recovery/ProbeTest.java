package org.colophon.stages.holography.recovery;

import java.nio.file.*;
import org.colophon.stages.holography.*;
import org.colophon.stages.holography.boundary.*;
import org.junit.jupiter.api.Test;

class ProbeTest {
  @Test
  void probe() throws Exception {
    FitSettings s = new FitSettings(1e-3, 1, 12, 3, 2, 25, 5, .05, .03, 64, .02, .98);
    for (int rep = 0; rep < 2; rep++)
      try (var ds = Files.list(Fixtures.holography("boundary"))) {
        for (Path p : ds.filter(q -> q.toString().endsWith(".h5")).sorted().toList()) {
          BoundaryData d = BoundaryFile.read(p);
          long t = System.nanoTime();
          LogCorrelators l = LogCorrelators.of(d, 1e-3);
          var v = VacuumFit.of(l);
          var h = new HorizonFit(l, s).best();
          double ms = (System.nanoTime() - t) / 1e6;
          System.out.printf(
              "%s vac %.4g fit %s ms %.1f%n",
              d.systemId(),
              v.chi2(),
              java.util.Optional.of(h)
                  .map(f ->
                      String.format(
                          "zh %.8f +- %.2g p %.8f +- %.2g chi2/dof %.4g dchi2 %.4g %s",
                          f.horizon().get().zH(),
                          f.horizon().get().zSigma(),
                          f.horizon().get().p(),
                          f.horizon().get().pSigma(),
                          f.chi2Dof(),
                          v.chi2() - f.chi2(),
                          f.operators()))
                  .orElse("none"),
              ms);
        }
      }
  }
}
