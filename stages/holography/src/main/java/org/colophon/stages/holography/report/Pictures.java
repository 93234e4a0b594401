package org.colophon.stages.holography.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.artifact.Sha256;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.contract.StageContext;
import org.colophon.contract.WholeFile;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.GeometryPredictionFile;
import org.colophon.stages.holography.plot.CurveChart;
import tools.jackson.databind.JsonNode;

/** The pictures on the page; each is a file of the artifact too. */
final class Pictures {
  private static final int MOST_CURVES = 6;
  private static final double WIDTH = 430;
  private static final double HEIGHT = 190;
  private static final String GEOMETRY = "recovered.svg";
  private static final String MODES = "mass_dimension.svg";

  private final Path folder;
  private final String alias;

  Pictures(Path folder, String alias) {
    this.folder = folder;
    this.alias = alias;
  }

  /** f(z) of the systems on the page that have a horizon and a known family. */
  String geometries(RunEvidence run, ShownSystems shown) throws IOException {
    CurveChart chart =
        new CurveChart("Recovered f(z)").axes("z [unit]", "f(z)").size(WIDTH, HEIGHT);
    int curves = 0;
    for (Path file : run.geometries()) {
      GeometryPrediction one = GeometryPredictionFile.read(file);
      boolean known = one.family() != Family.UNKNOWN && one.hasHorizon();
      if (known && shown.ids().contains(one.systemId()) && curves < MOST_CURVES) {
        chart.line(one.systemId(), one.z(), one.f());
        curves++;
      }
    }
    return curves == 0
        ? Markup.absent("third", "Recovered f(z)", "a geometry with a horizon and a known family")
        : figure(chart, GEOMETRY, "f of the arrays in <b>predictions</b>, to the horizon");
  }

  /** m² given and Δ measured, of every field on an asymptotically AdS system. */
  String masses(StageContext context) throws IOException {
    Optional<Path> table =
        Optional.ofNullable(context.inputs().get("bulk_eigenmodes"))
            .flatMap(input -> input.paths("bulk_modes_dataset.csv").stream().findFirst());
    if (table.isEmpty()) {
      return Markup.absent("third", "Mass and dimension", "bulk_eigenmodes");
    }
    Map<String, List<JsonNode>> groups = new LinkedHashMap<>();
    ArtifactFormat.named("csv")
        .describe(
            table.get(),
            (_, row) -> {
              if (row.path("mode_id").intValue() == 0
                  && row.path("quality_flag").asString().equals("OK")) {
                groups.computeIfAbsent(group(row), _ -> new ArrayList<>()).add(row);
              }
            });
    CurveChart chart =
        new CurveChart("Mass and dimension of the bulk fields")
            .axes("Δ, measured at the boundary", "m²L², given")
            .size(WIDTH, HEIGHT);
    groups.forEach(
        (name, rows) -> chart.points(name, column(rows, "Delta_UV"), column(rows, "m2L2_input")));
    return figure(chart, MODES, "ground states in <b>bulk_eigenmodes</b>");
  }

  private static String group(JsonNode row) {
    return row.path("family").asString() + ", d = " + row.path("d").asString();
  }

  private static double[] column(List<JsonNode> rows, String name) {
    return rows.stream().mapToDouble(row -> row.path(name).doubleValue()).toArray();
  }

  private String figure(CurveChart chart, String name, String caption) throws IOException {
    Path file = folder.resolve(name);
    String svg = chart.svg();
    WholeFile.write(file, svg);
    return "<figure class=\"third\""
        + Markup.attribute("data-artifact", alias + "/" + name)
        + Markup.attribute("data-sha256", Sha256.of(file))
        + ">"
        + svg.substring(svg.indexOf("<svg"))
        + "<figcaption>"
        + caption
        + "</figcaption></figure>\n";
  }
}
