package org.colophon.stages.holography;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageProgram;
import org.colophon.contract.StageReport;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.GeometryPredictionFile;
import org.colophon.stages.holography.modes.EigenmodesDataset;
import org.colophon.stages.holography.modes.EigenmodesDataset.Outcome;
import org.colophon.stages.holography.modes.ModesParams;
import org.colophon.stages.holography.modes.Quality;

/** Stage 06: the scalar eigenmodes of every recovered geometry. */
public final class Stage06BuildBulkEigenmodesDataset implements StageProgram {
  private static final String OUTPUT = "bulk_eigenmodes";

  public static void main(String[] arguments) throws IOException {
    StageProgram.main(new Stage06BuildBulkEigenmodesDataset(), System.getenv());
  }

  @Override
  public void run(StageContext context, StageReport report) throws IOException {
    EigenmodesDataset dataset =
        new EigenmodesDataset(ModesParams.read(context.params().path("modes")));
    for (Path file : context.input("predictions").paths(".npz")) {
      add(dataset, GeometryPredictionFile.read(file), report);
    }
    if (dataset.rows().isEmpty()) {
      report.incomplete(
          "no_modes: no geometry allows one of the fields; bulk_modes_meta.json says why for each");
    }
    dataset.write(
        context.output(OUTPUT),
        context.stage(),
        context.gitSha(),
        context.input("predictions").sha256());
    report(dataset, report);
  }

  private static void add(
      EigenmodesDataset dataset, GeometryPrediction prediction, StageReport report) {
    switch (dataset.add(prediction)) {
      case Outcome.Added(int rows) -> {
        report.inputOk();
        if (rows == 0) {
          report.warn(prediction.systemId() + ": every field of params.modes is refused");
        }
      }
      case Outcome.Excluded(String reason, boolean expected) -> {
        report.inputOk();
        if (!expected) {
          report.warn(prediction.systemId() + " has no modes: " + reason);
        }
      }
      case Outcome.Broken(String reason) -> {
        report.inputFailed();
        report.incomplete(prediction.systemId() + ": " + reason);
      }
    }
  }

  private static void report(EigenmodesDataset dataset, StageReport report) {
    report.rows(dataset.rows().size());
    report.artifact("dataset", OUTPUT + "/" + EigenmodesDataset.CSV);
    report.artifact("meta", OUTPUT + "/" + EigenmodesDataset.META);
    for (Quality quality : Quality.values()) {
      report.metric("rows_" + quality.name().toLowerCase(Locale.ROOT), count(dataset, quality));
    }
    report.metric("systems_with_modes", dataset.systems());
    report.metric("systems_excluded", dataset.excluded());
  }

  private static int count(EigenmodesDataset dataset, Quality quality) {
    return (int) dataset.rows().stream().filter(row -> row.quality() == quality).count();
  }
}
