package org.colophon.stages.holography;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageProgram;
import org.colophon.contract.StageReport;
import org.colophon.stages.holography.boundary.BoundaryData;
import org.colophon.stages.holography.boundary.BoundaryFile;
import org.colophon.stages.holography.geometry.ConfigSection;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.GeometryPredictionFile;
import org.colophon.stages.holography.recovery.FitSettings;
import org.colophon.stages.holography.recovery.RecoveredSystem;
import org.colophon.stages.holography.recovery.SlicePicture;

/**
 * Recovers f(z) of every system from its boundary correlators alone. A system whose family stays
 * unknown is a WARNING; boundary data that hold any truth, or cannot be read, are INCOMPLETE.
 */
public final class Stage02EmergentGeometryEngine implements StageProgram {

  public static void main(String[] args) throws IOException {
    StageProgram.main(new Stage02EmergentGeometryEngine(), System.getenv());
  }

  @Override
  public void run(StageContext context, StageReport report) throws IOException {
    FitSettings settings = FitSettings.read(ConfigSection.of(context.params(), "fit"));
    List<BoundaryData> data = read(context.input("boundary").paths(".h5"), report);
    if (data.isEmpty()) {
      return;
    }
    for (RecoveredSystem system : recover(data, settings, context)) {
      write(system, context, report);
    }
    report.artifact("predictions", "predictions");
    report.artifact("geometry_emergent", "geometry_emergent");
    report.metric("systems", data.size());
  }

  /** All boundary data, or nothing when one of them cannot be used. */
  private static List<BoundaryData> read(List<Path> files, StageReport report) {
    List<BoundaryData> data = new ArrayList<>();
    for (Path file : files) {
      try {
        data.add(BoundaryFile.read(file));
        report.inputOk();
      } catch (IOException e) {
        report.inputFailed();
        report.incomplete(String.valueOf(e.getMessage()));
      }
    }
    if (files.isEmpty()) {
      report.incomplete("missing_artifact: boundary holds no .h5 file; run --from 01");
    }
    return data.size() == files.size() ? data : List.of();
  }

  private static List<RecoveredSystem> recover(
      List<BoundaryData> data, FitSettings settings, StageContext context) {
    AtomicInteger done = new AtomicInteger();
    return data.parallelStream()
        .map(system -> {
          RecoveredSystem recovered =
              RecoveredSystem.from(system, settings, context.stage(), context.gitSha());
          System.out.printf(
              "PROGRESS %d/%d %s%n", done.incrementAndGet(), data.size(), system.systemId());
          return recovered;
        })
        .toList();
  }

  private static void write(RecoveredSystem system, StageContext context, StageReport report)
      throws IOException {
    GeometryPrediction prediction = system.prediction();
    String id = prediction.systemId();
    Path predictions = context.output("predictions");
    GeometryPredictionFile.write(predictions.resolve(id + "_geometry.npz"), prediction);
    GeometryPredictionFile.writeTwin(
        context.output("geometry_emergent").resolve(id + "_geometry.h5"), prediction);
    SlicePicture.of(system).write(predictions.resolve(id + "_geometry.svg"));
    report.rows(prediction.table().size());
    if (prediction.family() == Family.UNKNOWN) {
      report.warn(id + ": family unknown: " + String.join("; ", system.doubts()));
    }
    prediction.zH().ifPresent(zH -> report.metric("z_h." + id, zH));
    prediction.recovery().chi2Dof().ifPresent(chi2 -> report.metric("chi2_dof." + id, chi2));
    system
        .modelFreeDifference()
        .ifPresent(difference -> report.metric("model_free_difference." + id, difference));
  }
}
