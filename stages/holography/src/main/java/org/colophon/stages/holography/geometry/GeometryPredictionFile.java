package org.colophon.stages.holography.geometry;

import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.colophon.artifact.format.Hdf5Writing;
import org.colophon.artifact.format.NpzFile;
import org.colophon.artifact.format.NpzWriter;

/**
 * {@code GeometryPrediction@0.1}: an NPZ with columns {@code z, A, f}, where there are any {@code
 * B, Phi, f_sigma}, and {@code meta_json}; and {@code GeometryEmergent@0.1}, its HDF5 twin with
 * {@code z_grid, A_of_z, f_of_z} and the same facts as root attributes.
 */
public final class GeometryPredictionFile {
  static final String SCHEMA_VERSION = "0.1";

  private GeometryPredictionFile() {}

  public static void write(Path file, GeometryPrediction prediction) throws IOException {
    GeometryTable table = prediction.table();
    NpzWriter npz =
        new NpzWriter()
            .array("z", table.z().toArray())
            .array("A", table.a().toArray())
            .array("f", table.f().toArray());
    if (!table.b().isZero()) {
      npz.array("B", table.b().toArray());
    }
    if (!table.phi().isZero()) {
      npz.array("Phi", table.phi().toArray());
    }
    table.fSigma().ifPresent(sigma -> npz.array("f_sigma", sigma.toArray()));
    npz.text("meta_json", GeometryMeta.text(prediction)).write(file);
  }

  /**
   * @throws IOException if the file is not a geometry prediction; the message starts with a reason
   *     code and names the file
   */
  public static GeometryPrediction read(Path file) throws IOException {
    NpzFile npz = NpzFile.read(file);
    String meta =
        npz.text("meta_json")
            .orElseThrow(() -> new IOException("missing_key:meta_json: " + file + findings(npz)));
    try {
      double[] z = npz.doubles("z");
      Column zeros = Column.zeros(z.length);
      GeometryTable table =
          new GeometryTable(
              Column.of(z),
              Column.of(npz.doubles("A")),
              Column.of(npz.doubles("f")),
              optional(npz, "B").orElse(zeros),
              optional(npz, "Phi").orElse(zeros),
              optional(npz, "f_sigma"));
      return GeometryMeta.read(meta, table);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage() + ", in " + file + findings(npz), e);
    }
  }

  /** Writes the HDF5 twin; no horizon is told by the absence of {@code z_h}. */
  public static void writeTwin(Path file, GeometryPrediction prediction) throws IOException {
    Hdf5Writing.write(
        file,
        hdf5 -> {
          hdf5.putAttribute("schema_name", "GeometryEmergent");
          hdf5.putAttribute("schema_version", SCHEMA_VERSION);
          hdf5.putAttribute("system_id", prediction.systemId());
          hdf5.putAttribute("system_name", prediction.systemId());
          hdf5.putAttribute("family", prediction.family().id());
          hdf5.putAttribute("d", prediction.d());
          put(hdf5, "z_h", prediction.zH());
          put(hdf5, "temperature", prediction.temperature());
          hdf5.putAttribute("provenance", "inference");
          hdf5.putAttribute("gauge", prediction.recovery().gauge());
          hdf5.putAttribute("interpretation", prediction.recovery().interpretation());
          hdf5.putAttribute("source_stage", prediction.sourceStage());
          hdf5.putAttribute("git_sha", prediction.gitSha());
          hdf5.putDataset("z_grid", prediction.z());
          hdf5.putDataset("A_of_z", prediction.a());
          hdf5.putDataset("f_of_z", prediction.f());
        });
  }

  /**
   * Reads the HDF5 twin, or a file of that form from elsewhere.
   *
   * @throws IOException if the file is not such a geometry; the message names it
   */
  public static GeometryPrediction readTwin(Path file) throws IOException {
    try (Hdf5Reading hdf5 = Hdf5Reading.open(file)) {
      GeometryTable table =
          GeometryTable.of(hdf5.column("z_grid"), hdf5.column("A_of_z"), hdf5.column("f_of_z"));
      return new GeometryPrediction(
          hdf5.text(hdf5.has("system_id") ? "system_id" : "system_name"),
          hdf5.integer("d"),
          Family.of(hdf5.text("family")),
          table,
          horizon(optional(hdf5, "z_h")),
          OptionalDouble.empty(),
          optional(hdf5, "temperature"),
          Recovery.UNSTATED,
          hdf5.has("source_stage") ? hdf5.text("source_stage") : "unstated",
          hdf5.has("git_sha") ? hdf5.text("git_sha") : "unknown");
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage() + ", in " + file, e);
    }
  }

  private static void put(WritableHdfFile hdf5, String name, OptionalDouble value) {
    value.ifPresent(number -> hdf5.putAttribute(name, number));
  }

  /** In HDF5, 0 stands for no horizon too. */
  private static OptionalDouble horizon(OptionalDouble zH) {
    return zH.isPresent() && zH.getAsDouble() == 0 ? OptionalDouble.empty() : zH;
  }

  private static OptionalDouble optional(Hdf5Reading hdf5, String name) throws IOException {
    return hdf5.has(name) ? OptionalDouble.of(hdf5.number(name)) : OptionalDouble.empty();
  }

  private static Optional<Column> optional(NpzFile npz, String name) {
    return npz.names().contains(name)
        ? Optional.of(Column.of(npz.doubles(name)))
        : Optional.empty();
  }

  private static String findings(NpzFile npz) {
    return npz.findings().isEmpty() ? "" : "; findings: " + npz.findings();
  }
}
