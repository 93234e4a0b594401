package org.colophon.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.document.Document;
import org.colophon.document.DocumentSchema;
import org.colophon.pipeline.Pipeline;
import tools.jackson.databind.JsonNode;

/**
 * The tolerances of a pipeline, {@code tolerances.yaml} beside its file. The first that fits rules.
 */
public final class Tolerances {
  /** Allows nothing. */
  public static final Tolerances NONE = new Tolerances(List.of());

  private static final String FILE = "tolerances.yaml";
  private static final DocumentSchema SCHEMA = DocumentSchema.builtIn("tolerances-1.0.schema.json");

  private final List<Tolerance> tolerances;

  private Tolerances(List<Tolerance> tolerances) {
    this.tolerances = List.copyOf(tolerances);
  }

  /** The tolerances that a pipeline declares; none if it has no such file. */
  public static Tolerances of(Pipeline pipeline) throws IOException {
    Path file = pipeline.folder().resolve(FILE);
    return Files.exists(file) ? read(file) : NONE;
  }

  /**
   * Reads a file of tolerances.
   *
   * @throws org.colophon.contract.PipelineException.InvalidDocument if it is none; names each
   *     problem with its line
   */
  public static Tolerances read(Path file) throws IOException {
    Document document = Document.read(file);
    SCHEMA.require(document);
    List<Tolerance> tolerances = new ArrayList<>();
    document.root().path("tolerances").forEach(entry -> tolerances.add(tolerance(entry)));
    return new Tolerances(tolerances);
  }

  private static Tolerance tolerance(JsonNode entry) {
    Tolerance.Rule rule =
        entry.path("ignore").asBoolean(false)
            ? new Tolerance.Rule.Ignored()
            : new Tolerance.Rule.Within(
                entry.path("absolute").asDouble(0), entry.path("relative").asDouble(0));
    return new Tolerance(
        Glob.of(entry.get("type").asString()),
        Glob.of(entry.get("fields").asString()),
        rule,
        entry.get("reason").asString());
  }

  Optional<Tolerance> of(String artifactType, String field) {
    return tolerances.stream()
        .filter(tolerance -> tolerance.covers(artifactType, field))
        .findFirst();
  }
}
