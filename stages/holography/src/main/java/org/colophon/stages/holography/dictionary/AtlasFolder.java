package org.colophon.stages.holography.dictionary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;
import org.colophon.artifact.Sha256;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.artifact.format.Description;
import org.colophon.artifact.format.NpzWriter;
import org.colophon.artifact.format.RowVisitor;
import org.colophon.contract.Json;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageReport;
import org.colophon.stages.holography.boundary.BoundaryData;
import org.colophon.stages.holography.boundary.BoundaryFile;
import org.colophon.stages.holography.dictionary.HolographicDictionary.OperatorEntry;
import org.colophon.stages.holography.dictionary.HolographicDictionary.SystemEntry;
import org.colophon.stages.holography.equations.PredictionReading;
import org.colophon.stages.holography.geometry.ConfigSection;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.plot.TableChart;
import org.colophon.stages.holography.plot.TableChart.Cell;
import org.colophon.stages.holography.plot.Tone;
import org.colophon.stages.holography.recovery.FitSettings;
import tools.jackson.databind.JsonNode;

/** The artifact {@code HolographicDictionary@0.1} with its atlas of numbers and its picture. */
public final class AtlasFolder {
  public static final String ALIAS = "dictionary";
  public static final String JSON = "holographic_dictionary.json";
  static final String NPZ = "atlas.npz";
  static final String PICTURE = "atlas.svg";

  private AtlasFolder() {}

  /** Stage 08: collects geometries, modes and the fitted relation; a failed contract warns. */
  public static void make(StageContext context, StageReport report) throws IOException {
    AtlasParams params = AtlasParams.of(context.params());
    FitSettings settings = FitSettings.read(ConfigSection.of(context.params(), "fit"));
    List<GeometryPrediction> geometries = PredictionReading.of(context, report);
    Path relationFile = only(context, LambdaDictionaryFolder.ALIAS, LambdaDictionaryFolder.JSON);
    JsonNode meta = modesMeta(context);
    Map<String, Double> dimensions = new TreeMap<>();
    meta.path("systems")
        .forEach(one ->
            dimensions.put(
                one.path("system_id").asString(), one.path("uv_dimension").doubleValue()));
    Map<String, String> withoutModes = new TreeMap<>();
    meta.path("excluded_systems")
        .forEach(one ->
            withoutModes.put(one.path("system_id").asString(), one.path("reason").asString()));
    Atlas atlas =
        new Atlas(
            Json.read(relationFile, LambdaDictionary.class),
            Sha256.of(relationFile),
            dimensions,
            withoutModes,
            params);
    Map<String, BoundaryData> boundary = boundary(context);
    for (GeometryPrediction geometry : geometries) {
      Optional<BoundaryData> data = Optional.ofNullable(boundary.get(geometry.systemId()));
      atlas.add(geometry, data.map(one -> OperatorHorizons.of(one, settings)));
    }
    write(atlas.finish(context.stage()), context, report);
  }

  /** What is known of the modes; their table must be whole, though its rows are not needed here. */
  private static JsonNode modesMeta(StageContext context) throws IOException {
    Path table = only(context, "bulk_eigenmodes", "bulk_modes_dataset.csv");
    Description description = ArtifactFormat.named("csv").describe(table, RowVisitor.NONE);
    if (!description.findings().isEmpty()) {
      throw new IOException(description.findings().getFirst() + ", in " + table);
    }
    return Json.read(only(context, "bulk_eigenmodes", "bulk_modes_meta.json"));
  }

  private static Path only(StageContext context, String alias, String name) throws IOException {
    return context.input(alias).paths(name).stream()
        .findFirst()
        .orElseThrow(() -> new IOException("missing_artifact: " + alias + "/" + name));
  }

  private static Map<String, BoundaryData> boundary(StageContext context) throws IOException {
    Map<String, BoundaryData> systems = new TreeMap<>();
    StageContext.Input input = context.inputs().get("boundary");
    if (input != null) {
      for (Path file : input.paths(".h5")) {
        BoundaryData data = BoundaryFile.read(file);
        systems.put(data.systemId(), data);
      }
    }
    return systems;
  }

  private static void write(
      HolographicDictionary dictionary, StageContext context, StageReport report)
      throws IOException {
    if (dictionary.systems().isEmpty()) {
      report.incomplete(
          "no_systems: no geometry of a known family with modes and operators; left out: "
              + dictionary.excludedSystems());
      return;
    }
    Path folder = context.output(ALIAS);
    Json.write(folder.resolve(JSON), dictionary);
    npz(dictionary, context).write(folder.resolve(NPZ));
    picture(dictionary).write(folder.resolve(PICTURE));
    report.artifact(ALIAS, ALIAS + "/" + JSON);
    report.artifact("atlas", ALIAS + "/" + NPZ);
    report.artifact("picture", ALIAS + "/" + PICTURE);
    report.metric("systems", dictionary.systems().size());
    report.metric("systems_excluded", dictionary.excludedSystems().size());
    int failed = 0;
    for (SystemEntry system : dictionary.systems()) {
      report.rows(system.operators().size());
      failed += system.status() == Status.FAIL ? 1 : 0;
      if (!dictionary.tolerances().controls().contains(system.systemId())) {
        system.contracts().stream()
            .filter(contract -> contract.status() == Status.FAIL)
            .forEach(contract ->
                report.warn(system.systemId() + ": " + contract.id() + ": " + contract.reason()));
      }
    }
    report.metric("systems_failed", failed);
  }

  private record Row(SystemEntry system, OperatorEntry operator) {}

  private static List<Row> rows(HolographicDictionary dictionary) {
    List<Row> rows = new ArrayList<>();
    for (SystemEntry system : dictionary.systems()) {
      system.operators().forEach(operator -> rows.add(new Row(system, operator)));
    }
    return rows;
  }

  /** One entry an operator in every column; a system without a horizon has z_h = 0. */
  private static NpzWriter npz(HolographicDictionary dictionary, StageContext context) {
    List<Row> rows = rows(dictionary);
    Map<String, ToDoubleBiFunction<SystemEntry, OperatorEntry>> columns = new LinkedHashMap<>();
    columns.put("d", (system, _) -> system.d());
    columns.put("D", (system, _) -> system.dimension());
    columns.put("Delta", (_, operator) -> operator.delta());
    columns.put("Delta_sigma", (_, operator) -> operator.sigma());
    columns.put("m2L2", (_, operator) -> operator.field().m2());
    columns.put("m2L2_sigma", (_, operator) -> operator.field().m2Sigma());
    columns.put("temperature", (system, _) -> system.temperature().orElse(0));
    columns.put("z_h", (system, _) -> system.horizon().orElse(0));
    NpzWriter npz = new NpzWriter();
    columns.forEach((name, column) ->
        npz.array(
            name,
            rows.stream()
                .mapToDouble(row -> column.applyAsDouble(row.system(), row.operator()))
                .toArray()));
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("schema_name", "HolographicAtlas");
    meta.put("schema_version", "0.1");
    meta.put("created_by", context.stage());
    meta.put("interpretation", dictionary.interpretation());
    meta.put("system_ids", rows.stream().map(row -> row.system().systemId()).toList());
    meta.put("operators", rows.stream().map(row -> row.operator().name()).toList());
    return npz.text("meta_json", Json.line(meta));
  }

  private static TableChart picture(HolographicDictionary dictionary) {
    TableChart chart =
        new TableChart("Atlas of operators")
            .subtitle("a representation of the boundary data; m² = Δ(Δ − D), L = 1")
            .columns("D", "Δ", "± 1σ", "m²L²", "branch", "z_h alone", "system");
    for (Row row : rows(dictionary)) {
      OperatorEntry one = row.operator();
      boolean passed = row.system().status() == Status.PASS;
      chart.row(
          row.system().systemId() + " " + one.name(),
          cell("%.4f", row.system().dimension()),
          cell("%.5f", one.delta()),
          cell("%.1e", one.sigma()),
          cell("%.4f", one.field().m2()),
          new Cell(
              one.field().branches().isEmpty() ? "none" : String.join("/", one.field().branches()),
              one.field().unitary() ? Tone.NEUTRAL : Tone.BAD),
          one.horizon().isPresent()
              ? cell("%.5f", one.horizon().getAsDouble())
              : new Cell("–", Tone.SKIPPED),
          new Cell(row.system().status().name(), passed ? Tone.GOOD : Tone.BAD));
    }
    return chart;
  }

  private static Cell cell(String format, double value) {
    return new Cell(String.format(Locale.ROOT, format, value), Tone.NEUTRAL);
  }
}
