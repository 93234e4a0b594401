package org.colophon.stages.holography.controls;

import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Consumer;
import org.colophon.artifact.Sha256;
import org.colophon.artifact.format.Hdf5Writing;
import org.colophon.contract.Json;
import org.colophon.contract.WholeFile;
import org.colophon.stages.holography.Fixtures;
import org.colophon.stages.holography.boundary.BoundaryData;
import org.colophon.stages.holography.boundary.BoundaryData.Correlator;
import org.colophon.stages.holography.boundary.BoundaryFile;
import org.colophon.stages.holography.geometry.Background;
import org.colophon.stages.holography.geometry.Column;
import org.colophon.stages.holography.geometry.DeformedBrane;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.GeometryPredictionFile;
import org.colophon.stages.holography.geometry.GeometryTable;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.colophon.stages.holography.geometry.Recovery;
import org.colophon.stages.holography.modes.EigenmodesMeta;

/**
 * Makes the files in {@code src-test-fixtures/holography/controls}: inputs of controls that no
 * stage would write. Closed forms and seeded shuffles only, so that the bytes are always the same.
 */
final class ControlFixtures {
  private static final int POINTS = 64;
  private static final long SEED = 20;

  private final Path folder;

  private ControlFixtures(Path folder) {
    this.folder = folder;
  }

  /** Writes all of them below {@code folder}. */
  static void write(Path folder) throws IOException {
    ControlFixtures fixtures = new ControlFixtures(folder);
    fixtures.boundaries();
    fixtures.geometries();
    fixtures.modes();
  }

  private void boundaries() throws IOException {
    leak(
        "boundary_with_truth",
        "leak_d3_truth",
        hdf5 -> hdf5.putGroup("bulk_truth").putDataset("f_truth", new double[] {1, 0.5, 0}));
    leak("boundary_with_horizon", "leak_d3_horizon", hdf5 -> hdf5.putAttribute("z_h", 1.0));
    BoundaryData here = shipped("ads_d3_Tfinite_001");
    BoundaryData there = shipped("ads_d4_Tfinite_004");
    BoundaryFile.write(
        file("boundary_operator_swap", "ads_d3_Tfinite_001_boundary.h5"),
        new BoundaryData(
            here.systemId(),
            here.d(),
            here.temperature(),
            here.seed(),
            here.sigmaRel(),
            here.x(),
            List.of(here.correlators().get(0), there.correlators().get(1))));
    ising();
    for (String companion : List.of("ads_d3_Tfinite_001", "ads_d3_T0_000", "ads_d4_Tfinite_004")) {
      String name = companion + "_boundary.h5";
      WholeFile.write(
          file("boundary_ising2d", name),
          Files.readAllBytes(Fixtures.holography("boundary/" + name)));
    }
  }

  /** Good boundary data of a black brane in d = 3 that tell something of the bulk. */
  private void leak(String name, String systemId, Consumer<WritableHdfFile> told)
      throws IOException {
    BoundaryData data = shipped("ads_d3_Tfinite_001");
    Hdf5Writing.write(
        file(name, systemId + "_boundary.h5"),
        hdf5 -> {
          hdf5.putAttribute("schema_name", "BoundaryData");
          hdf5.putAttribute("schema_version", "0.1");
          hdf5.putAttribute("system_id", systemId);
          hdf5.putAttribute("d", (long) data.d());
          hdf5.putAttribute("seed", data.seed());
          hdf5.putAttribute("sigma_rel", data.sigmaRel());
          hdf5.putAttribute("units", "L=1; lengths in one arbitrary unit");
          hdf5.putAttribute("probe", "equal-time, geodesic approximation");
          WritableGroup group = hdf5.putGroup("boundary");
          group.putDataset("x_grid", data.x().toArray());
          group.putDataset("temperature", new double[] {data.temperature()});
          for (Correlator one : data.correlators()) {
            group
                .putDataset("G2_" + one.operator(), one.g().toArray())
                .putAttribute("sigma_rel", one.sigmaRel());
          }
          told.accept(hdf5);
        });
  }

  /** σ and ε of the exact thermal correlator (πT/sinh πTx)^{2Δ} of c = 1/2: Δ = 1/8 and 1. */
  private void ising() throws IOException {
    double temperature = 0.2;
    Column x = Column.of(even(0.1, 4));
    BoundaryFile.write(
        file("boundary_ising2d", "ising2d_boundary.h5"),
        new BoundaryData(
            "ising2d",
            2,
            temperature,
            0,
            0,
            x,
            List.of(
                new Correlator("sigma", thermal(x, temperature, 0.125), 0),
                new Correlator("epsilon", thermal(x, temperature, 1), 0))));
  }

  private static Column thermal(Column x, double temperature, double delta) {
    double rate = Math.PI * temperature;
    return x.map(at -> StrictMath.pow(rate / StrictMath.sinh(rate * at), 2 * delta));
  }

  private void geometries() throws IOException {
    geometry("geometry_good", brane("ads_d2_Tfinite_007", 2, 1.2));
    geometry("geometry_good", brane("ads_d3_Tfinite_001", 3, 1));
    geometry("geometry_good", brane("ads_d4_Tfinite_004", 4, 0.8));
    geometry("geometry_wrong_temperature", hot(brane("wrong_temperature_d3", 3, 1)));
    geometry(
        "geometry_zero_inside", horizonMoved(brane("zero_inside_d3", 3, 0.6, even(0.02, 0.98)), 1));
    double[] deformations = {0.05, 0.1, 0.2, 0.3};
    double[] horizons = {0.8, 1, 1.3, 0.9};
    for (int i = 0; i < deformations.length; i++) {
      GeometryPrediction deformed =
          GeometryPrediction.analytic(
              "deformed_d4_Tfinite_" + i,
              Family.DEFORMED,
              new DeformedBrane(4, deformations[i], horizons[i]),
              even(0.02 * horizons[i], 0.98 * horizons[i]));
      geometry("geometry_deformed", deformed);
      geometry("geometry_shuffled", shuffled(deformed, new Random(SEED + i)));
    }
  }

  private static GeometryPrediction brane(String systemId, int d, double horizon) {
    return brane(systemId, d, horizon, even(0.02 * horizon, 0.98 * horizon));
  }

  private static GeometryPrediction brane(String systemId, int d, double horizon, double[] z) {
    Background background = PowerBlackening.adsBrane(d, horizon);
    return with(
        systemId,
        d,
        Family.ADS,
        GeometryTable.of(background, z),
        horizon,
        background.temperature());
  }

  private static GeometryPrediction hot(GeometryPrediction base) {
    return with(
        base.systemId(),
        base.d(),
        base.family(),
        base.table(),
        base.zH().orElseThrow(),
        2 * base.temperature().orElseThrow());
  }

  private static GeometryPrediction horizonMoved(GeometryPrediction base, double horizon) {
    return with(
        base.systemId(),
        base.d(),
        base.family(),
        base.table(),
        horizon,
        base.temperature().orElseThrow());
  }

  /** The same values of f in another order along z. */
  private static GeometryPrediction shuffled(GeometryPrediction base, Random random) {
    List<Double> values = new ArrayList<>();
    for (double value : base.f()) {
      values.add(value);
    }
    Collections.shuffle(values, random);
    double[] f = values.stream().mapToDouble(Double::doubleValue).toArray();
    return with(
        base.systemId().replace("deformed", "shuffled"),
        base.d(),
        base.family(),
        GeometryTable.of(base.z(), base.a(), f),
        base.zH().orElseThrow(),
        base.temperature().orElseThrow());
  }

  /** As stage 02 would have it, of operators with Δ = 3 and 4.5 measured to 10⁻⁴. */
  private static GeometryPrediction with(
      String systemId,
      int d,
      Family family,
      GeometryTable table,
      double horizon,
      double temperature) {
    Map<String, Double> deltas = new LinkedHashMap<>();
    deltas.put("O1", 3.0);
    deltas.put("O2", 4.5);
    Map<String, Double> sigmas = new LinkedHashMap<>();
    deltas.keySet().forEach(name -> sigmas.put(name, 1e-4));
    return new GeometryPrediction(
        systemId,
        d,
        family,
        table,
        OptionalDouble.of(horizon),
        OptionalDouble.empty(),
        OptionalDouble.of(temperature),
        new Recovery(
            OptionalDouble.of(d),
            OptionalDouble.empty(),
            deltas,
            sigmas,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            "areal",
            List.of("f"),
            "closed form",
            "geodesic",
            OptionalDouble.empty(),
            Recovery.REPRESENTATION),
        "analytic",
        "unknown");
  }

  private void geometry(String name, GeometryPrediction geometry) throws IOException {
    GeometryPredictionFile.write(file(name, geometry.systemId() + "_geometry.npz"), geometry);
  }

  /**
   * One field of a soft wall, κ = 1, with its lowest two eigenvalues, 4(n + Δ/2).
   *
   * @param delta what the table says it is
   */
  private record Field(int d, double m2, double delta, double first, double second) {
    String systemId() {
      return "soft_wall_d" + d;
    }

    Field withDelta(double other) {
      return new Field(d, m2, other, first, second);
    }

    Field withLambdas(double one) {
      return new Field(d, m2, delta, one, one);
    }

    /** What solves Δ(Δ - d) = λ instead of m². */
    double deltaOfLambda() {
      return d / 2.0 + Math.sqrt(d * d / 4.0 + first);
    }
  }

  /** Forty fields: ten masses, -0.9 to 8.1, in each of d = 2 to 5. */
  private static List<Field> forty() {
    List<Field> fields = new ArrayList<>();
    for (int d = 2; d <= 5; d++) {
      for (int i = 0; i < 10; i++) {
        double m2 = (10 * i - 9) / 10.0;
        double delta = d / 2.0 + Math.sqrt(d * d / 4.0 + m2);
        fields.add(new Field(d, m2, delta, 2 * delta, 4 + 2 * delta));
      }
    }
    return fields;
  }

  private void modes() throws IOException {
    List<Field> good = forty();
    modes("modes_good", "uv_riccati", good);
    modes("modes_shuffled", "uv_riccati", withShuffledDelta(good));
    List<Field> circular = good.stream().map(one -> one.withDelta(one.deltaOfLambda())).toList();
    modes("modes_circular", "from_lambda_sl", circular);
    modes("modes_circular_hidden", "uv_riccati", circular);
    modes("modes_lambda_plus", "uv_riccati", good.stream().map(one -> one.withLambdas(3)).toList());
    modes(
        "modes_lambda_minus", "uv_riccati", good.stream().map(one -> one.withLambdas(-3)).toList());
  }

  private static List<Field> withShuffledDelta(List<Field> fields) {
    List<Double> deltas = new ArrayList<>(fields.stream().map(Field::delta).toList());
    Collections.shuffle(deltas, new Random(SEED));
    List<Field> shuffled = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      shuffled.add(fields.get(i).withDelta(deltas.get(i)));
    }
    return shuffled;
  }

  private void modes(String name, String deltaSource, List<Field> fields) throws IOException {
    StringBuilder csv =
        new StringBuilder(
            "system_id,family,d,problem,bc,m2L2_input,branch,mode_id,lambda_sl,Delta_UV,"
                + "Delta_UV_err,lambda_err,quality_flag,is_ground_state\n");
    for (Field field : fields) {
      row(csv, field, 0, field.first());
      row(csv, field, 1, field.second());
    }
    WholeFile.write(
        file(name, "bulk_modes_dataset.csv"), csv.toString().getBytes(StandardCharsets.UTF_8));
    Json.write(file(name, "bulk_modes_meta.json"), meta(deltaSource, fields));
  }

  private static void row(StringBuilder csv, Field field, int mode, double lambda) {
    csv.append(
        String.join(
            ",",
            field.systemId(),
            "ads",
            Integer.toString(field.d()),
            "mass",
            "normalizable",
            Double.toString(field.m2()),
            "plus",
            Integer.toString(mode),
            Double.toString(lambda),
            Double.toString(field.delta()),
            "0.0",
            "0.0",
            "OK",
            mode == 0 ? "1\n" : "0\n"));
  }

  private static String masses(List<Field> fields) {
    return EigenmodesMeta.masses(fields.stream().map(Field::m2).toList());
  }

  private static Map<String, Object> producer(String name, String read, String content) {
    Map<String, Object> producer = new LinkedHashMap<>();
    producer.put("producer", name);
    producer.put("read", read);
    producer.put("sha256", Sha256.of(content));
    return producer;
  }

  private static Map<String, Object> meta(String deltaSource, List<Field> fields) {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("schema_name", "EigenmodesMeta");
    meta.put("schema_version", "0.2");
    meta.put("created_by", "06_build_bulk_eigenmodes_dataset");
    meta.put("columns", List.of("m2L2_input", "lambda_sl", "Delta_UV"));
    meta.put("units", Map.of("lambda_sl", "1/unit^2"));
    meta.put("solver", Map.of("method", "closed form"));
    meta.put("N", 24);
    meta.put("m2_source", "params.modes.m2");
    meta.put("delta_source", deltaSource);
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("m2L2_input", producer("params.modes.m2", "config", masses(fields)));
    provenance.put("Delta_UV", producer(deltaSource, "predictions", "soft walls"));
    meta.put("provenance", provenance);
    List<Map<String, Object>> systems = new ArrayList<>();
    fields.stream()
        .map(Field::d)
        .distinct()
        .forEach(d -> {
          Map<String, Object> system = new LinkedHashMap<>();
          system.put("system_id", "soft_wall_d" + d);
          system.put("family", "ads");
          system.put("d", d);
          system.put("uv_dimension", (double) d);
          system.put("problem", "mass");
          system.put("bc", "normalizable");
          system.put("rows", 20);
          systems.add(system);
        });
    meta.put("systems", systems);
    meta.put("excluded_systems", List.of());
    meta.put("refused_fields", List.of());
    return meta;
  }

  private static BoundaryData shipped(String systemId) throws IOException {
    return BoundaryFile.read(Fixtures.holography("boundary/" + systemId + "_boundary.h5"));
  }

  private static double[] even(double first, double last) {
    double[] values = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      values[i] = first + (last - first) * i / (POINTS - 1);
    }
    return values;
  }

  private Path file(String name, String file) throws IOException {
    return Files.createDirectories(folder.resolve(name)).resolve(file);
  }
}
