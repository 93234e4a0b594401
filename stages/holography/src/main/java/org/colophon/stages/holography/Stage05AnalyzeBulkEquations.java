package org.colophon.stages.holography;

import java.io.IOException;
import java.nio.file.Path;
import org.colophon.contract.Json;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageProgram;
import org.colophon.contract.StageReport;
import org.colophon.contract.WholeFile;
import org.colophon.stages.holography.contracts.GeometryContracts;
import org.colophon.stages.holography.equations.BulkEquations;
import org.colophon.stages.holography.equations.analysis.AnalysisParams;
import org.colophon.stages.holography.equations.analysis.AnalysisText;
import org.colophon.stages.holography.equations.analysis.BulkEquationsAnalysis;

/** Stage 05: per family, which equations the data are consistent with, as JSON and as a text. */
public final class Stage05AnalyzeBulkEquations implements StageProgram {
  private static final String OUTPUT = "bulk_equations_analysis";
  private static final String ANALYSIS = "analysis.json";
  private static final String TEXT = "analysis.md";

  public static void main(String[] arguments) throws IOException {
    StageProgram.main(new Stage05AnalyzeBulkEquations(), System.getenv());
  }

  @Override
  public void run(StageContext context, StageReport report) throws IOException {
    AnalysisParams params = AnalysisParams.of(context.params());
    BulkEquations equations =
        Json.read(file(context, "bulk_equations", "bulk_equations.json"), BulkEquations.class);
    report.inputOk();
    GeometryContracts contracts =
        Json.read(
            file(context, "geometry_contracts", "geometry_contracts.json"),
            GeometryContracts.class);
    report.inputOk();
    BulkEquationsAnalysis analysis =
        BulkEquationsAnalysis.of(context.stage(), equations, contracts, params);
    Path folder = context.output(OUTPUT);
    Json.write(folder.resolve(ANALYSIS), analysis);
    WholeFile.write(folder.resolve(TEXT), AnalysisText.of(analysis));
    report.artifact(OUTPUT, OUTPUT + "/" + ANALYSIS);
    report.artifact("text", OUTPUT + "/" + TEXT);
    report.rows(analysis.families().size());
    report.metric("contradictions", analysis.contradictions().size());
    report.metric("coefficients_off", analysis.check().off().size());
    analysis.contradictions().forEach(one -> report.warn("contradiction: " + one.statement()));
    analysis.check().off().forEach(group -> report.warn("coefficient_off: " + group));
  }

  private static Path file(StageContext context, String alias, String name) throws IOException {
    return context.input(alias).paths(".json").stream()
        .filter(path -> path.endsWith(name))
        .findFirst()
        .orElseThrow(() -> new IOException("missing_artifact: " + alias + "/" + name));
  }
}
