package org.colophon.stages.holography.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.contract.StageContext;

/** The files that the page can take values from: what the stage was given, and what it has made. */
final class RunEvidence {
  private final StageContext context;
  private final Evidence verdicts;

  /**
   * @param verdicts the stage's own artifact, already written
   */
  RunEvidence(StageContext context, Evidence verdicts) {
    this.context = context;
    this.verdicts = verdicts;
  }

  Evidence verdicts() {
    return verdicts;
  }

  Optional<Evidence> json(String alias, String name) throws IOException {
    Optional<Path> file = file(alias, name);
    return file.isEmpty() ? Optional.empty() : Optional.of(Evidence.json(alias, file.get()));
  }

  Optional<Evidence> csv(String alias, String name) throws IOException {
    Optional<Path> file = file(alias, name);
    return file.isEmpty() ? Optional.empty() : Optional.of(Evidence.csv(alias, file.get()));
  }

  /** The files of recovered geometries, by name. */
  List<Path> geometries() {
    return Optional.ofNullable(context.inputs().get("predictions"))
        .map(input -> input.paths(".npz"))
        .orElse(List.of());
  }

  List<Evidence> geometryMeta() throws IOException {
    List<Evidence> meta = new ArrayList<>();
    for (Path file : geometries()) {
      meta.add(Evidence.npz("predictions", file));
    }
    return meta;
  }

  private Optional<Path> file(String alias, String name) {
    return Optional.ofNullable(context.inputs().get(alias))
        .flatMap(input -> input.paths(name).stream().findFirst());
  }
}
