package org.colophon.stages.holography.modes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import org.colophon.contract.WholeFile;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.modes.EigenmodesMeta.ExcludedSystem;
import org.colophon.stages.holography.modes.EigenmodesMeta.RefusedField;
import org.colophon.stages.holography.modes.EigenmodesMeta.SystemMeta;
import org.colophon.stages.holography.plot.CurveChart;

/** The artifact {@code EigenmodesDataset@0.1} with its companions, system by system. */
public final class EigenmodesDataset {
  public static final String CSV = "bulk_modes_dataset.csv";
  public static final String META = "bulk_modes_meta.json";
  private static final String M2_SOURCE = "params.modes.m2";
  private static final String DELTA_SOURCE = "uv_riccati";

  private final ModesParams params;
  private final ModeSolver solver;
  private final List<ModeRow> rows = new ArrayList<>();
  private final List<SystemMeta> systems = new ArrayList<>();
  private final List<ExcludedSystem> excluded = new ArrayList<>();
  private final List<RefusedField> refused = new ArrayList<>();
  private final Map<String, CurveChart> pictures = new LinkedHashMap<>();

  public EigenmodesDataset(ModesParams params) {
    this.params = params;
    this.solver = new ModeSolver(params);
  }

  /** What became of a system. */
  public sealed interface Outcome {
    /** It has modes, or all its fields were refused. */
    record Added(int rows) implements Outcome {}

    /** It is listed with its reason. */
    record Excluded(String reason, boolean expected) implements Outcome {}

    /** Its geometry contradicts itself. */
    record Broken(String reason) implements Outcome {}
  }

  public Outcome add(GeometryPrediction prediction) {
    return switch (SystemSetting.of(prediction, params)) {
      case Setting.Solvable setting -> add(prediction, setting);
      case Setting.Excluded(String reason, boolean expected) -> {
        exclude(prediction, reason, expected);
        yield new Outcome.Excluded(reason, expected);
      }
      case Setting.Broken(String reason) -> {
        exclude(prediction, reason, false);
        yield new Outcome.Broken(reason);
      }
    };
  }

  private Outcome add(GeometryPrediction prediction, Setting.Solvable setting) {
    SystemModes modes = solver.solve(prediction, setting);
    rows.addAll(modes.rows());
    modes.picture().ifPresent(picture -> pictures.put(prediction.systemId(), picture));
    refused.addAll(modes.refused());
    systems.add(
        new SystemMeta(
            prediction.systemId(),
            prediction.family().id(),
            prediction.d(),
            setting.uvDimension(),
            setting.problem().id(),
            setting.inner().id(),
            modes.rows().size()));
    return new Outcome.Added(modes.rows().size());
  }

  private void exclude(GeometryPrediction prediction, String reason, boolean expected) {
    excluded.add(
        new ExcludedSystem(prediction.systemId(), prediction.family().id(), reason, expected));
  }

  public List<ModeRow> rows() {
    return List.copyOf(rows);
  }

  /** How many systems were solved. */
  public int systems() {
    return systems.size();
  }

  /** How many systems were left out. */
  public int excluded() {
    return excluded.size();
  }

  /**
   * Writes the table, its meta and a picture of each system into {@code folder}.
   *
   * @param geometrySha256 digest of the artifact that the geometries came in
   */
  public void write(Path folder, String stage, String gitSha, String geometrySha256)
      throws IOException {
    WholeFile.write(folder.resolve(CSV), csv());
    Json.write(
        folder.resolve(META),
        new EigenmodesMeta(
            EigenmodesMeta.SCHEMA_NAME,
            EigenmodesMeta.SCHEMA_VERSION,
            stage,
            gitSha,
            ModeRow.COLUMNS,
            EigenmodesMeta.unitsOfColumns(),
            EigenmodesMeta.Solver.USED,
            params.basisSize(),
            M2_SOURCE,
            DELTA_SOURCE,
            new EigenmodesMeta.Provenance(
                new EigenmodesMeta.Producer(
                    M2_SOURCE, "config", Sha256.of(EigenmodesMeta.masses(params.m2()))),
                new EigenmodesMeta.Producer(DELTA_SOURCE, "predictions", geometrySha256)),
            systems,
            excluded,
            refused));
    for (Map.Entry<String, CurveChart> picture : pictures.entrySet()) {
      picture.getValue().write(folder.resolve(picture.getKey() + "_modes.svg"));
    }
  }

  String csv() {
    StringBuilder text = new StringBuilder(String.join(",", ModeRow.COLUMNS)).append('\n');
    rows.forEach(row -> text.append(row.csv()).append('\n'));
    return text.toString();
  }
}
