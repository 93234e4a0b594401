package org.colophon.stages.holography;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.colophon.contract.Json;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageProgram;
import org.colophon.contract.StageReport;
import org.colophon.contract.WholeFile;
import org.colophon.stages.holography.boundary.BulkTruth;
import org.colophon.stages.holography.boundary.BulkTruthFile;
import org.colophon.stages.holography.contracts.ContractExamination;
import org.colophon.stages.holography.contracts.ContractPicture;
import org.colophon.stages.holography.contracts.ContractsParams;
import org.colophon.stages.holography.equations.PredictionReading;
import org.colophon.stages.holography.geometry.GeometryPrediction;

/**
 * Stage 04: physics contracts on every geometry, and on controls that must not pass. The only stage
 * that may read the truth of the sandbox.
 */
public final class Stage04GeometryPhysicsContracts implements StageProgram {
  private static final String OUTPUT = "geometry_contracts";
  private static final String CONTRACTS = "geometry_contracts.json";
  private static final String SUMMARY = "contracts_summary.json";
  private static final String PICTURE = "contracts.svg";
  private static final String TRUTH = "bulk_truth";

  public static void main(String[] arguments) throws IOException {
    StageProgram.main(new Stage04GeometryPhysicsContracts(), System.getenv());
  }

  @Override
  public void run(StageContext context, StageReport report) throws IOException {
    ContractsParams params = ContractsParams.of(context.params());
    List<GeometryPrediction> geometries = PredictionReading.of(context, report);
    if (geometries.isEmpty()) {
      report.incomplete("no_systems: predictions holds no geometry; run stage 02");
      return;
    }
    ContractExamination examination =
        ContractExamination.of(context.stage(), geometries, truths(context, report), params);
    write(context.output(OUTPUT), examination, report);
    examination.warnings().forEach(report::warn);
    examination.failures().forEach(report::fail);
  }

  private static Map<String, BulkTruth> truths(StageContext context, StageReport report) {
    Map<String, BulkTruth> truths = new TreeMap<>();
    if (!context.inputs().containsKey(TRUTH)) {
      return truths;
    }
    for (Path file : context.input(TRUTH).paths(".h5")) {
      try {
        BulkTruth truth = BulkTruthFile.read(file);
        truths.put(truth.systemId(), truth);
        report.inputOk();
      } catch (IOException e) {
        report.inputFailed();
        report.incomplete(String.valueOf(e.getMessage()));
      }
    }
    return truths;
  }

  private static void write(Path folder, ContractExamination examination, StageReport report)
      throws IOException {
    Json.write(folder.resolve(CONTRACTS), examination.contracts());
    Json.write(folder.resolve(SUMMARY), examination.summary());
    WholeFile.write(
        folder.resolve(PICTURE),
        ContractPicture.svg(examination.contracts(), examination.summary()));
    report.artifact(OUTPUT, OUTPUT + "/" + CONTRACTS);
    report.artifact("summary", OUTPUT + "/" + SUMMARY);
    report.artifact("picture", OUTPUT + "/" + PICTURE);
    report.rows(examination.contracts().systems().size());
    report.metric("systems_pass", examination.summary().verdicts().pass());
    report.metric("systems_fail", examination.summary().verdicts().fail());
    report.metric("systems_inconclusive", examination.summary().verdicts().inconclusive());
    report.metric("controls_false_positive_rate", examination.summary().falsePositiveRate());
    report.metric("controls_coverage", examination.summary().coverage());
  }
}
