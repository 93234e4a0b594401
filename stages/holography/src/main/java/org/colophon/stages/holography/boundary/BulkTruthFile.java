package org.colophon.stages.holography.boundary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.colophon.artifact.format.Hdf5Writing;
import org.colophon.contract.Json;
import org.colophon.stages.holography.geometry.Column;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryTable;
import org.colophon.stages.holography.geometry.Hdf5Reading;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** {@code BulkTruth@0.1}, an HDF5 file. A horizon at 0 stands for none. */
public final class BulkTruthFile {
  private static final double NO_HORIZON = 0;

  private BulkTruthFile() {}

  public static void write(Path file, BulkTruth truth) throws IOException {
    Hdf5Writing.write(
        file,
        hdf5 -> {
          hdf5.putAttribute("schema_name", "BulkTruth");
          hdf5.putAttribute("schema_version", "0.1");
          hdf5.putAttribute("system_id", truth.systemId());
          hdf5.putAttribute("family", truth.family().id());
          hdf5.putAttribute("d", (long) truth.d());
          hdf5.putAttribute("z_h", truth.zH().orElse(NO_HORIZON));
          hdf5.putAttribute("zeta", truth.zeta());
          hdf5.putAttribute("theta", truth.theta());
          hdf5.putAttribute("c", truth.c());
          hdf5.putAttribute("Delta", Json.line(truth.delta()));
          hdf5.putDataset("z_grid", truth.table().z().toArray());
          hdf5.putDataset("A_truth", truth.table().a().toArray());
          hdf5.putDataset("f_truth", truth.table().f().toArray());
          if (!truth.table().b().isZero()) {
            hdf5.putDataset("B_truth", truth.table().b().toArray());
          }
        });
  }

  /**
   * @throws IOException if the file is no bulk truth; the message names it
   */
  public static BulkTruth read(Path file) throws IOException {
    try (Hdf5Reading hdf5 = Hdf5Reading.open(file)) {
      double zH = hdf5.number("z_h");
      Column z = Column.of(hdf5.column("z_grid"));
      Column zeros = Column.zeros(z.size());
      return new BulkTruth(
          hdf5.text("system_id"),
          hdf5.integer("d"),
          Family.of(hdf5.text("family")),
          zH == NO_HORIZON ? OptionalDouble.empty() : OptionalDouble.of(zH),
          hdf5.has("zeta") ? hdf5.number("zeta") : 1,
          hdf5.has("theta") ? hdf5.number("theta") : 0,
          hdf5.has("c") ? hdf5.number("c") : 0,
          dimensions(hdf5.text("Delta")),
          new GeometryTable(
              z,
              Column.of(hdf5.column("A_truth")),
              Column.of(hdf5.column("f_truth")),
              hdf5.has("B_truth") ? Column.of(hdf5.column("B_truth")) : zeros,
              zeros,
              Optional.empty()));
    } catch (IllegalArgumentException | JacksonException e) {
      throw new IOException(e.getMessage() + ", in " + file, e);
    }
  }

  private static Map<String, Double> dimensions(String json) {
    Map<String, Double> dimensions = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : Json.mapper().readTree(json).properties()) {
      dimensions.put(entry.getKey(), entry.getValue().doubleValue());
    }
    return dimensions;
  }
}
