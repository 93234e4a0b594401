package org.colophon.stages.holography.cft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.contract.StageContext;
import org.colophon.stages.holography.cft.DictionaryContracts.PublishedLevel;
import org.colophon.stages.holography.cft.DictionaryContracts.Source;
import org.colophon.stages.holography.dictionary.Status;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.GeometryPredictionFile;
import tools.jackson.databind.JsonNode;

/**
 * Eigenvalues on recovered geometries against published ones: those of a massless field on the AdS5
 * black brane, which are the glueball masses 0++ of QCD3.
 *
 * @see <a href="https://arxiv.org/abs/hep-th/9806021">Csaki, Ooguri, Oz, Terning, Table 1</a>
 */
final class PublishedLevels {
  private static final String SPECTRUM = "QCD3 0++";
  private static final String LITERATURE = "hep-th/9806021";
  private static final int D = 4;

  /** M² in units of 1/z_h², as printed there. */
  private static final List<Double> QCD3 = List.of(11.59, 34.53, 68.98, 114.9, 172.3, 241.2);

  private static final String MODES = "bulk_eigenmodes";
  private static final String PREDICTIONS = "predictions";

  private final RealDataParams params;
  private final Map<String, Horizon> horizons = new TreeMap<>();

  /**
   * Where the horizon of a black brane lies.
   *
   * @param file that says so
   */
  private record Horizon(double position, double sigma, Path file) {}

  /** Levels, and the files that they were computed from. */
  record Comparison(List<PublishedLevel> levels, Map<Path, String> files) {
    static final Comparison NONE = new Comparison(List.of(), Map.of());
  }

  private PublishedLevels(RealDataParams params) {
    this.params = params;
  }

  static Comparison of(StageContext context, RealDataParams params) throws IOException {
    StageContext.Input modes = context.inputs().get(MODES);
    StageContext.Input predictions = context.inputs().get(PREDICTIONS);
    if (modes == null || predictions == null) {
      return Comparison.NONE;
    }
    PublishedLevels levels = new PublishedLevels(params);
    for (Path file : predictions.paths(".npz")) {
      levels.addHorizon(GeometryPredictionFile.read(file), file);
    }
    Optional<Path> table = modes.paths(".csv").stream().findFirst();
    return table.isEmpty() ? Comparison.NONE : levels.compare(table.get());
  }

  private void addHorizon(GeometryPrediction one, Path file) {
    if (one.d() == D && one.family().id().equals("ads") && one.zH().isPresent()) {
      horizons.put(
          one.systemId(), new Horizon(one.zH().getAsDouble(), one.zHSigma().orElse(0), file));
    }
  }

  private Comparison compare(Path table) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    ArtifactFormat.named("csv").describe(table, (_, row) -> rows.add(row));
    List<PublishedLevel> levels = new ArrayList<>();
    Map<Path, String> files = new TreeMap<>();
    for (int i = 0; i < rows.size(); i++) {
      JsonNode row = rows.get(i);
      Horizon horizon = horizons.get(row.path("system_id").asString());
      int mode = row.path("mode_id").intValue();
      if (horizon != null && mode < QCD3.size() && isMassless(row)) {
        int column = List.copyOf(row.propertyNames()).indexOf("lambda_sl") + 1;
        String cell = "cell=" + (i + 2) + "," + column;
        levels.add(level(row, mode, horizon, new Source(MODES, name(table), cell)));
        files.put(table, MODES);
        files.put(horizon.file(), PREDICTIONS);
      }
    }
    return new Comparison(levels, files);
  }

  private static boolean isMassless(JsonNode row) {
    return row.path("m2L2_input").doubleValue() == 0
        && row.path("branch").asString().equals("plus")
        && row.path("problem").asString().equals("screening")
        && row.path("quality_flag").asString().equals("OK");
  }

  private PublishedLevel level(JsonNode row, int mode, Horizon horizon, Source lambda) {
    double square = horizon.position() * horizon.position();
    double scaled = row.path("lambda_sl").doubleValue() * square;
    double relativeError = 2 * horizon.sigma() / horizon.position();
    double deviation = scaled / QCD3.get(mode) - 1;
    double tolerance = params.publishedTolerance() + params.sigmas() * relativeError;
    return new PublishedLevel(
        row.path("system_id").asString(),
        SPECTRUM,
        mode,
        scaled,
        scaled * relativeError,
        QCD3.get(mode),
        deviation,
        tolerance,
        Math.abs(deviation) <= tolerance ? Status.PASS : Status.FAIL,
        LITERATURE,
        List.of(lambda, new Source(PREDICTIONS, name(horizon.file()), "meta_json/z_h")));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
