package org.colophon.stages.holography.equations;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageReport;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.GeometryPredictionFile;

/** The input {@code predictions} of a stage. */
public final class PredictionReading {
  private PredictionReading() {}

  /** The geometries that can be read; each that cannot makes the stage INCOMPLETE, by name. */
  public static List<GeometryPrediction> of(StageContext context, StageReport report) {
    List<GeometryPrediction> geometries = new ArrayList<>();
    for (Path file : context.input("predictions").paths(".npz")) {
      try {
        geometries.add(GeometryPredictionFile.read(file));
        report.inputOk();
      } catch (IOException e) {
        report.inputFailed();
        report.incomplete(String.valueOf(e.getMessage()));
      }
    }
    return geometries;
  }
}
