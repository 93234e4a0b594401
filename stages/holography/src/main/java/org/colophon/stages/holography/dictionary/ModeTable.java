package org.colophon.stages.holography.dictionary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.colophon.artifact.Sha256;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.artifact.format.Description;
import org.colophon.contract.Json;
import tools.jackson.databind.JsonNode;

/**
 * An {@code EigenmodesDataset@0.1} as the dictionary reads it: its fields, where its two columns
 * come from, and what stays out.
 *
 * @param m2Source where m2L2_input comes from
 * @param deltaSource where Delta_UV comes from
 * @param provenance what the two were made of; absent where the meta does not say it
 * @param masses every m²L² that the table or its meta names
 * @param fields fields whose modes are all of quality OK
 * @param rows how many rows the table has
 * @param excludedRows rows that stay out, by quality flag
 * @param excludedSystems systems that stage 06 left out
 */
record ModeTable(
    String m2Source,
    String deltaSource,
    Optional<Provenance> provenance,
    Set<Double> masses,
    List<FieldPoint> fields,
    int rows,
    Map<String, Integer> excludedRows,
    List<ExcludedSystem> excludedSystems) {

  /**
   * @param m2 record of the producer of m2L2_input
   * @param delta record of the producer of Delta_UV
   */
  record Provenance(Producer m2, Producer delta) {}

  /**
   * @param read what it was made of
   * @param sha256 digest of that
   */
  record Producer(String producer, String read, String sha256) {
    /** Of the whole record, so that two producers differ if any of it does. */
    String digest() {
      return Sha256.of(Json.line(this));
    }
  }

  record ExcludedSystem(String systemId, String reason) {}

  private record FieldKey(String systemId, String m2, String branch) {}

  ModeTable {
    masses = Set.copyOf(masses);
    fields = List.copyOf(fields);
    excludedRows = new TreeMap<>(excludedRows);
    excludedSystems = List.copyOf(excludedSystems);
  }

  /**
   * @throws IOException if a file cannot be read, or the two do not belong together; the message
   *     starts with a reason code
   */
  static ModeTable read(Path csv, Path metaFile) throws IOException {
    JsonNode meta = Json.read(metaFile);
    Map<String, Double> dimensions = new LinkedHashMap<>();
    for (JsonNode system : meta.path("systems")) {
      dimensions.put(
          system.path("system_id").asString(), system.path("uv_dimension").doubleValue());
    }
    List<JsonNode> rows = new ArrayList<>();
    Description description =
        ArtifactFormat.named("csv").describe(csv, (number, row) -> rows.add(row));
    if (!description.findings().isEmpty()) {
      throw new IOException(description.findings().getFirst() + ", in " + csv);
    }
    Map<String, Integer> excludedRows = new TreeMap<>();
    Map<FieldKey, List<JsonNode>> fields = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      String quality = row.path("quality_flag").asString();
      if (!quality.equals("OK")) {
        excludedRows.merge(quality, 1, Integer::sum);
      }
      fields.computeIfAbsent(key(row), _ -> new ArrayList<>()).add(row);
    }
    List<FieldPoint> points = new ArrayList<>();
    for (List<JsonNode> modes : fields.values()) {
      if (modes.stream().allMatch(row -> row.path("quality_flag").asString().equals("OK"))) {
        points.add(point(modes, dimensions, csv));
      }
    }
    List<ExcludedSystem> excludedSystems = new ArrayList<>();
    for (JsonNode system : meta.path("excluded_systems")) {
      excludedSystems.add(
          new ExcludedSystem(
              system.path("system_id").asString(), system.path("reason").asString()));
    }
    return new ModeTable(
        meta.path("m2_source").asString(),
        meta.path("delta_source").asString(),
        provenance(meta),
        masses(rows, meta),
        points,
        rows.size(),
        excludedRows,
        excludedSystems);
  }

  private static Optional<Provenance> provenance(JsonNode meta) {
    JsonNode given = meta.path("provenance");
    return given.isObject()
        ? Optional.of(
            new Provenance(producer(given.path("m2L2_input")), producer(given.path("Delta_UV"))))
        : Optional.empty();
  }

  private static Producer producer(JsonNode given) {
    return new Producer(
        given.path("producer").asString(""),
        given.path("read").asString(""),
        given.path("sha256").asString(""));
  }

  private static Set<Double> masses(List<JsonNode> rows, JsonNode meta) {
    Set<Double> masses = new TreeSet<>();
    rows.forEach(row -> masses.add(row.path("m2L2_input").doubleValue()));
    meta.path("refused_fields").forEach(one -> masses.add(one.path("m2L2_input").doubleValue()));
    return masses;
  }

  private static FieldKey key(JsonNode row) {
    return new FieldKey(
        row.path("system_id").asString(),
        row.path("m2L2_input").asString(),
        row.path("branch").asString());
  }

  private static FieldPoint point(List<JsonNode> modes, Map<String, Double> dimensions, Path csv)
      throws IOException {
    JsonNode ground = modes.getFirst();
    String systemId = ground.path("system_id").asString();
    Double dimension = dimensions.get(systemId);
    if (dimension == null) {
      throw new IOException(
          "unknown_system: bulk_modes_meta.json says nothing of " + systemId + ", found in " + csv);
    }
    return new FieldPoint(
        systemId,
        ground.path("family").asString(),
        ground.path("d").intValue(),
        dimension,
        ground.path("problem").asString(),
        ground.path("bc").asString(),
        ground.path("m2L2_input").doubleValue(),
        ground.path("branch").asString(),
        ground.path("Delta_UV").doubleValue(),
        ground.path("Delta_UV_err").doubleValue(),
        modes.stream().map(row -> row.path("lambda_sl").doubleValue()).toList(),
        modes.stream().map(row -> row.path("lambda_err").doubleValue()).toList());
  }
}
