package org.colophon.stages.holography.dictionary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.colophon.contract.Json;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageReport;
import org.colophon.stages.holography.plot.CurveChart;

/** The artifact {@code Dictionary@0.2} with its picture, made from eigenmodes. */
public final class LambdaDictionaryFolder {
  public static final String ALIAS = "lambda_dictionary";
  public static final String JSON = "lambda_sl_dictionary.json";
  static final String PICTURE = "mass_dimension.svg";

  private LambdaDictionaryFolder() {}

  /** Stage 07: reads the eigenmodes, fits, writes; a refusal makes the stage INCOMPLETE. */
  public static void make(StageContext context, StageReport report) throws IOException {
    DictionaryParams params = DictionaryParams.of(context.params());
    StageContext.Input modes = context.input("bulk_eigenmodes");
    List<Path> csv = modes.paths("bulk_modes_dataset.csv");
    List<Path> meta = modes.paths("bulk_modes_meta.json");
    if (csv.size() != 1 || meta.size() != 1) {
      report.incomplete(
          "missing_artifact: bulk_eigenmodes must hold bulk_modes_dataset.csv and"
              + " bulk_modes_meta.json; run --from 06");
      return;
    }
    ModeTable table = ModeTable.read(csv.getFirst(), meta.getFirst());
    report.inputOk();
    report.metric("fields", table.fields().size());
    switch (fit(table, params, context).make(context.stage())) {
      case DictionaryFit.Outcome.Refused(String reason) -> report.incomplete(reason);
      case DictionaryFit.Outcome.Made(LambdaDictionary dictionary) ->
          write(dictionary, table, context, report);
    }
  }

  private static DictionaryFit fit(ModeTable table, DictionaryParams params, StageContext context) {
    return new DictionaryFit(
        table,
        params,
        context.seed(),
        Optional.ofNullable(context.inputs().get("predictions")).map(StageContext.Input::sha256));
  }

  private static void write(
      LambdaDictionary dictionary, ModeTable table, StageContext context, StageReport report)
      throws IOException {
    Path folder = context.output(ALIAS);
    Json.write(folder.resolve(JSON), dictionary);
    picture(dictionary, table).write(folder.resolve(PICTURE));
    report.artifact(ALIAS, ALIAS + "/" + JSON);
    report.artifact("picture", ALIAS + "/" + PICTURE);
    LambdaDictionary.Fit fit = dictionary.fits().getFirst();
    report.rows(fit.points());
    report.metric("r2", fit.r2());
    report.metric("residual_max", fit.residualMax());
    report.metric("permuted_median_r2", fit.permutation().medianR2());
    fit.heldOut().r2().ifPresent(r2 -> report.metric("held_out_r2", r2));
    report.metric("spectra_tested", dictionary.spectra().size());
    if (dictionary.verdict() != Status.PASS) {
      report.warn("dictionary " + dictionary.verdict() + ": " + dictionary.reason());
    }
  }

  private static CurveChart picture(LambdaDictionary dictionary, ModeTable table) {
    CurveChart chart =
        new CurveChart("Mass and dimension of the bulk fields")
            .subtitle("points: m² given, Δ measured at the boundary; lines: the fitted relation")
            .axes("Δ", "m²L²");
    List<Double> dimensions =
        table.fields().stream()
            .filter(FieldPoint::isAsymptoticallyAds)
            .map(FieldPoint::dimension)
            .distinct()
            .sorted()
            .toList();
    for (double dimension : dimensions) {
      List<FieldPoint> own =
          table.fields().stream()
              .filter(one -> one.isAsymptoticallyAds() && one.dimension() == dimension)
              .toList();
      String name = "d = " + Math.round(dimension);
      double[] delta = own.stream().mapToDouble(FieldPoint::delta).toArray();
      chart.points(name, delta, own.stream().mapToDouble(FieldPoint::m2).toArray());
      curve(delta)
          .ifPresent(line -> {
            double[] fitted = line.clone();
            for (int i = 0; i < fitted.length; i++) {
              fitted[i] = dictionary.m2(line[i], dimension);
            }
            chart.line(name + ", fit", line, fitted);
          });
    }
    return chart;
  }

  private static Optional<double[]> curve(double[] delta) {
    double low = Arrays.stream(delta).min().orElse(0);
    double high = Arrays.stream(delta).max().orElse(0);
    if (!(low < high)) {
      return Optional.empty();
    }
    double[] line = new double[61];
    for (int i = 0; i < line.length; i++) {
      line[i] = low + (high - low) * i / (line.length - 1);
    }
    return Optional.of(line);
  }
}
