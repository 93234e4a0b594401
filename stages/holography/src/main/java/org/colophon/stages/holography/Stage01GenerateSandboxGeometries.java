package org.colophon.stages.holography;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.colophon.contract.Json;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageProgram;
import org.colophon.contract.StageReport;
import org.colophon.stages.holography.boundary.BoundaryFile;
import org.colophon.stages.holography.boundary.BulkTruthFile;
import org.colophon.stages.holography.boundary.Sampling;
import org.colophon.stages.holography.boundary.SandboxSystem;
import org.colophon.stages.holography.boundary.SystemSpec;
import org.colophon.stages.holography.geometry.ConfigSection;

/**
 * Makes boundary correlators from known geometries, and writes the truth to a folder of its own.
 * System {@code i} of the list has the noise seed {@code 1000 · seed + i}.
 */
public final class Stage01GenerateSandboxGeometries implements StageProgram {
  private static final int SEED_STRIDE = 1000;

  /** {@code manifest.json}: {@code SystemList@0.1}. */
  private record SystemList(
      String schemaName, String schemaVersion, String createdBy, List<Entry> systems) {

    private record Entry(String systemId, String file) {}
  }

  public static void main(String[] args) throws IOException {
    StageProgram.main(new Stage01GenerateSandboxGeometries(), System.getenv());
  }

  @Override
  public void run(StageContext context, StageReport report) throws IOException {
    List<SystemSpec> specs =
        ConfigSection.list(context.params(), "systems").stream().map(SystemSpec::read).toList();
    Sampling sampling = Sampling.read(ConfigSection.of(context.params(), "boundary_data"));
    List<String> ids = ids(specs);
    List<SystemList.Entry> entries = new ArrayList<>();
    for (SandboxSystem system : make(specs, ids, sampling, context.seed())) {
      String id = system.boundary().systemId();
      String file = id + "_boundary.h5";
      BoundaryFile.write(context.output("boundary").resolve(file), system.boundary());
      BulkTruthFile.write(
          context.output("bulk_truth").resolve(id + "_bulk_truth.h5"), system.truth());
      entries.add(new SystemList.Entry(id, file));
      report.rows((long) sampling.points() * sampling.dimensions().size());
    }
    Path manifest = context.output("boundary").resolve("manifest.json");
    Json.write(manifest, new SystemList("SystemList", "0.1", context.stage(), entries));
    report.artifact("boundary", "boundary");
    report.artifact("bulk_truth", "bulk_truth");
    report.artifact("manifest", "boundary/manifest.json");
    report.metric("systems", entries.size());
    report.metric("sigma_rel", sampling.sigmaRel());
  }

  private static List<String> ids(List<SystemSpec> specs) {
    List<String> ids = IntStream.range(0, specs.size()).mapToObj(i -> specs.get(i).id(i)).toList();
    Set<String> seen = new HashSet<>();
    for (String id : ids) {
      if (!seen.add(id)) {
        throw new IllegalArgumentException("two systems have the id " + id);
      }
    }
    return ids;
  }

  private static List<SandboxSystem> make(
      List<SystemSpec> specs, List<String> ids, Sampling sampling, long seed) {
    AtomicInteger done = new AtomicInteger();
    return IntStream.range(0, specs.size())
        .parallel()
        .mapToObj(i -> {
          SandboxSystem system =
              SandboxSystem.make(specs.get(i), ids.get(i), sampling, seed * SEED_STRIDE + i);
          System.out.printf(
              "PROGRESS %d/%d %s%n", done.incrementAndGet(), specs.size(), ids.get(i));
          return system;
        })
        .toList();
  }
}
