package org.colophon.stages.holography.dictionary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.colophon.artifact.Sha256;
import org.colophon.stages.holography.modes.EigenmodesMeta;

/** Made-up eigenmodes: the same ten masses in each of d = 2..5, forty points. */
final class Fields {
  /** Digest of the geometries that the dimensions were measured on. */
  static final String GEOMETRIES = Sha256.of("geometries");

  private Fields() {}

  /** m² from -0.9 to 8.1 on the plus branch; Δ is measured with noise, the masses are exact. */
  static List<FieldPoint> forty(double sigma, long seed) {
    Random random = new Random(seed);
    List<FieldPoint> points = new ArrayList<>();
    for (int d = 2; d <= 5; d++) {
      for (int i = 0; i < 10; i++) {
        double m2 = i - 0.9;
        double delta = d / 2.0 + Math.sqrt(d * d / 4.0 + m2);
        points.add(point("ads_d" + d, d, m2, delta + sigma * random.nextGaussian(), sigma));
      }
    }
    return points;
  }

  static FieldPoint point(String system, int d, double m2, double delta, double sigma) {
    return new FieldPoint(
        system,
        "ads",
        d,
        d,
        "screening",
        "neumann",
        m2,
        "plus",
        delta,
        sigma,
        List.of(5.0 + m2, 20.0 + m2),
        List.of(0.0, 0.0));
  }

  static FieldPoint hardWall(int d, double delta, List<Double> lambdas) {
    return new FieldPoint(
        "wall",
        "ads",
        d,
        d,
        "mass",
        "dirichlet",
        delta * (delta - d),
        delta < d / 2.0 ? "minus" : "plus",
        delta,
        0,
        lambdas,
        lambdas.stream().map(_ -> 0.0).toList());
  }

  static FieldPoint softWall(double delta, double kappa) {
    List<Double> lambdas = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      lambdas.add(4 * kappa * kappa * (n + delta / 2));
    }
    return new FieldPoint(
        "soft",
        "ads",
        4,
        4,
        "mass",
        "normalizable",
        delta * (delta - 4),
        "plus",
        delta,
        0,
        lambdas,
        lambdas.stream().map(_ -> 0.0).toList());
  }

  static FieldPoint withLambdas(FieldPoint point, List<Double> lambdas) {
    return new FieldPoint(
        point.systemId(),
        point.family(),
        point.d(),
        point.dimension(),
        point.problem(),
        point.innerEnd(),
        point.m2(),
        point.branch(),
        point.delta(),
        point.deltaError(),
        lambdas,
        lambdas.stream().map(_ -> 0.0).toList());
  }

  static ModeTable table(List<FieldPoint> points) {
    return table(points, "params.modes.m2", "uv_riccati");
  }

  static ModeTable table(List<FieldPoint> points, String m2Source, String deltaSource) {
    Set<Double> masses = masses(points);
    return new ModeTable(
        m2Source,
        deltaSource,
        Optional.of(
            new ModeTable.Provenance(
                new ModeTable.Producer(
                    m2Source, "config", Sha256.of(EigenmodesMeta.masses(masses))),
                new ModeTable.Producer(deltaSource, "predictions", GEOMETRIES))),
        masses,
        points,
        2 * points.size(),
        Map.of(),
        List.of());
  }

  /** The same statement of what the columns were made of, about other fields. */
  static ModeTable withFields(ModeTable table, List<FieldPoint> points) {
    return with(table, points, table.provenance());
  }

  static ModeTable withoutProvenance(ModeTable table) {
    return with(table, table.fields(), Optional.empty());
  }

  static ModeTable madeOfOneThing(ModeTable table) {
    ModeTable.Producer m2 = table.provenance().orElseThrow().m2();
    ModeTable.Producer delta = new ModeTable.Producer("uv_riccati", "config", m2.sha256());
    return with(table, table.fields(), Optional.of(new ModeTable.Provenance(m2, delta)));
  }

  private static ModeTable with(
      ModeTable table, List<FieldPoint> points, Optional<ModeTable.Provenance> provenance) {
    return new ModeTable(
        table.m2Source(),
        table.deltaSource(),
        provenance,
        masses(points),
        points,
        table.rows(),
        table.excludedRows(),
        table.excludedSystems());
  }

  private static Set<Double> masses(List<FieldPoint> points) {
    return points.stream().map(FieldPoint::m2).collect(Collectors.toSet());
  }
}
