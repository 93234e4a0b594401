package org.colophon.stages.holography;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.colophon.contract.Json;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageProgram;
import org.colophon.contract.StageReport;
import org.colophon.contract.WholeFile;
import org.colophon.stages.holography.equations.BulkEquations;
import org.colophon.stages.holography.equations.CoefficientPicture;
import org.colophon.stages.holography.equations.EquationDiscovery;
import org.colophon.stages.holography.equations.EquationsParams;
import org.colophon.stages.holography.equations.PredictionReading;
import org.colophon.stages.holography.geometry.GeometryPrediction;

/** Stage 03: sparse relations between f, A and their derivatives over all systems. */
public final class Stage03DiscoverBulkEquations implements StageProgram {
  private static final String OUTPUT = "bulk_equations";
  private static final String EQUATIONS = "bulk_equations.json";
  private static final String PICTURE = "coefficients.svg";

  public static void main(String[] arguments) throws IOException {
    StageProgram.main(new Stage03DiscoverBulkEquations(), System.getenv());
  }

  @Override
  public void run(StageContext context, StageReport report) throws IOException {
    EquationsParams params = EquationsParams.of(context.params());
    List<GeometryPrediction> geometries = PredictionReading.of(context, report);
    EquationDiscovery discovery = new EquationDiscovery(geometries, params, context.seed());
    report.metric("systems_usable", discovery.usable());
    report.metric("systems_excluded", discovery.excluded().size());
    if (discovery.usable() < EquationDiscovery.MINIMUM_SYSTEMS) {
      report.incomplete(tooFew(geometries, discovery));
      return;
    }
    BulkEquations equations = discovery.equations(context.stage());
    Path folder = context.output(OUTPUT);
    Json.write(folder.resolve(EQUATIONS), equations);
    WholeFile.write(folder.resolve(PICTURE), CoefficientPicture.svg(equations));
    report.artifact(OUTPUT, OUTPUT + "/" + EQUATIONS);
    report.artifact("picture", OUTPUT + "/" + PICTURE);
    report.rows(equations.groups().size());
    report.metric("groups", equations.groups().size());
  }

  private static String tooFew(List<GeometryPrediction> geometries, EquationDiscovery discovery) {
    return "too_few_systems: "
        + discovery.usable()
        + " of "
        + geometries.size()
        + " geometries can be regressed, "
        + EquationDiscovery.MINIMUM_SYSTEMS
        + " are needed; left out: "
        + discovery.excluded().stream()
            .map(one -> one.systemId() + " (" + one.code() + ")")
            .toList()
        + "; add systems with a horizon to stage 01 or to predictions";
  }
}
