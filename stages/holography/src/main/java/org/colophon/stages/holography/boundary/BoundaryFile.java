package org.colophon.stages.holography.boundary;

import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.colophon.artifact.format.Hdf5Writing;
import org.colophon.stages.holography.boundary.BoundaryData.Correlator;
import org.colophon.stages.holography.geometry.Column;
import org.colophon.stages.holography.geometry.Hdf5Reading;

/** {@code BoundaryData@0.1}, an HDF5 file that must not hold anything of the bulk. */
public final class BoundaryFile {
  private static final String SCHEMA_NAME = "BoundaryData";
  private static final String SCHEMA_VERSION = "0.1";
  private static final String GROUP = "boundary";
  private static final String CORRELATOR = "G2_";
  private static final Set<String> TOLD_ONLY_BY_THE_BULK =
      Set.of("family", "z_h", "Delta", "zeta", "theta", "c");

  private BoundaryFile() {}

  public static void write(Path file, BoundaryData data) throws IOException {
    Hdf5Writing.write(
        file,
        hdf5 -> {
          hdf5.putAttribute("schema_name", SCHEMA_NAME);
          hdf5.putAttribute("schema_version", SCHEMA_VERSION);
          hdf5.putAttribute("system_id", data.systemId());
          hdf5.putAttribute("d", (long) data.d());
          hdf5.putAttribute("seed", data.seed());
          hdf5.putAttribute("sigma_rel", data.sigmaRel());
          hdf5.putAttribute("units", "L=1; lengths in one arbitrary unit");
          hdf5.putAttribute("probe", "equal-time, geodesic approximation");
          WritableGroup group = hdf5.putGroup(GROUP);
          group.putDataset("x_grid", data.x().toArray());
          group.putDataset("temperature", new double[] {data.temperature()});
          for (Correlator correlator : data.correlators()) {
            WritableDataset values =
                group.putDataset(CORRELATOR + correlator.operator(), correlator.g().toArray());
            values.putAttribute("sigma_rel", correlator.sigmaRel());
          }
        });
  }

  /**
   * @throws BulkTruthPresent if the file tells anything of the bulk
   * @throws IOException if the file is no boundary data; the message starts with a reason code and
   *     names it
   */
  public static BoundaryData read(Path file) throws IOException {
    try (Hdf5Reading hdf5 = Hdf5Reading.open(file)) {
      refuseTruth(file, hdf5);
      if (!hdf5.text("schema_name").equals(SCHEMA_NAME)
          || !hdf5.text("schema_version").equals(SCHEMA_VERSION)) {
        throw new IOException("schema_version: not " + SCHEMA_NAME + "@" + SCHEMA_VERSION);
      }
      double sigmaRel = hdf5.number("sigma_rel");
      List<Correlator> correlators = new ArrayList<>();
      for (String name : hdf5.datasets(GROUP)) {
        if (name.startsWith(CORRELATOR)) {
          String path = GROUP + "/" + name;
          correlators.add(
              new Correlator(
                  name.substring(CORRELATOR.length()),
                  Column.of(hdf5.column(path)),
                  hdf5.attribute(path, "sigma_rel").orElse(sigmaRel)));
        }
      }
      return new BoundaryData(
          hdf5.text("system_id"),
          hdf5.integer("d"),
          hdf5.column(GROUP + "/temperature")[0],
          (long) hdf5.number("seed"),
          sigmaRel,
          Column.of(hdf5.column(GROUP + "/x_grid")),
          correlators);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage() + ", in " + file, e);
    }
  }

  private static void refuseTruth(Path file, Hdf5Reading hdf5) throws BulkTruthPresent {
    for (String name : hdf5.names()) {
      if (name.contains("truth") || TOLD_ONLY_BY_THE_BULK.contains(name)) {
        throw new BulkTruthPresent(
            "bulk_truth_present: "
                + file.getFileName()
                + " holds "
                + name
                + "; a geometry must be recovered from boundary data alone, take it out");
      }
    }
  }
}
