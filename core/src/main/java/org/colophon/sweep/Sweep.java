package org.colophon.sweep;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.contract.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep tries: written once as {@code sweep.json}, never changed. The trials follow from it,
 * and how they stand is in their runs, so that none can be lost or made twice.
 *
 * @param pipeline name and digest, and
 * @param configSha256 of the config that the trials change
 * @param halving how trials are left behind; null if all of them go to the end
 * @param metric that trials are compared by; null if by none
 */
public record Sweep(
    String schemaName,
    String schemaVersion,
    String experiment,
    String pipeline,
    @JsonProperty("config_sha256") String configSha256,
    List<Axis> axes,
    Sampling sampling,
    @Nullable Halving halving,
    @Nullable Metric metric) {
  private static final String FILE = "sweep.json";
  private static final String SCHEMA_NAME = "Sweep";
  private static final String SCHEMA_VERSION = "1.0";

  public Sweep {
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(configSha256, "config_sha256");
    Objects.requireNonNull(sampling, "sampling");
    axes = List.copyOf(axes);
    long keys = axes.stream().map(Axis::key).distinct().count();
    if (keys < axes.size()) {
      throw new BadRequest("--over names a key twice");
    }
    if (halving != null && metric == null) {
      throw new BadRequest("--halve needs --metric, to tell which trials go on");
    }
    if (halving != null && axes.stream().anyMatch(axis -> axis.key().equals(halving.key()))) {
      throw new BadRequest("--halve and --over both change " + halving.key());
    }
  }

  static Sweep of(
      String experiment,
      String pipeline,
      String configSha256,
      List<Axis> axes,
      Sampling sampling,
      Optional<Halving> halving,
      Optional<Metric> metric) {
    return new Sweep(
        SCHEMA_NAME,
        SCHEMA_VERSION,
        experiment,
        pipeline,
        configSha256,
        axes,
        sampling,
        halving.orElse(null),
        metric.orElse(null));
  }

  /**
   * Reads the sweep in a folder; empty if there is none.
   *
   * @throws InvalidDocument if the file is not one
   */
  public static Optional<Sweep> in(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(file, Sweep.class));
    } catch (IOException | RuntimeException e) {
      throw new InvalidDocument(file + " is not a sweep: " + e.getMessage());
    }
  }

  /**
   * Writes it, or agrees with what is written.
   *
   * @throws BadRequest if the folder holds another sweep, or something else
   */
  void settle(Path folder) throws IOException {
    Optional<Sweep> before = in(folder);
    if (before.isPresent()) {
      if (!before.get().equals(this)) {
        throw new BadRequest(
            folder
                + " is another sweep: "
                + String.join("; ", before.get().differencesTo(this))
                + "; take another --experiment");
      }
      return;
    }
    if (Files.isDirectory(folder)) {
      try (var entries = Files.list(folder)) {
        // who wrote it may have died before it had its name
        if (entries.anyMatch(entry -> !isTemporary(entry))) {
          if (Files.exists(folder.resolve(FILE))) {
            // another process was just beginning it
            settle(folder);
            return;
          }
          throw new BadRequest(folder + " is no sweep and is not empty; take another --experiment");
        }
      }
    }
    Files.createDirectories(folder);
    WholeFile.write(folder.resolve(FILE), Json.text(this));
  }

  private static boolean isTemporary(Path entry) {
    String name = String.valueOf(entry.getFileName());
    return name.startsWith("." + FILE + ".") && name.endsWith(".tmp");
  }

  /**
   * The trials that every sweep begins with.
   *
   * @throws BadRequest if they are too many
   */
  public List<Trial> trials() {
    return sampling.trials(axes);
  }

  Optional<Metric> comparedBy() {
    return Optional.ofNullable(metric);
  }

  Optional<Halving> rungs() {
    return Optional.ofNullable(halving);
  }

  private List<String> differencesTo(Sweep other) {
    List<String> differences = new ArrayList<>();
    differ("pipeline", pipeline, other.pipeline, differences);
    differ("config", configSha256, other.configSha256, differences);
    differ("--over", axes, other.axes, differences);
    differ("trials", sampling, other.sampling, differences);
    differ("--halve", rungs(), other.rungs(), differences);
    differ("--metric", comparedBy(), other.comparedBy(), differences);
    return differences;
  }

  private static void differ(String what, Object before, Object now, List<String> differences) {
    if (!before.equals(now)) {
      differences.add(what + " was " + before + ", is " + now);
    }
  }
}
