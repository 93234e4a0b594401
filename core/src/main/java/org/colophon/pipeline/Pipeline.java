package org.colophon.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.document.NearestName;

/**
 * A checked pipeline file: stages in order, every input made by an earlier stage or declared to
 * come from outside, every alias made once.
 *
 * @param file absolute; code, schemas and params lie beside it
 * @param sha256 of the pipeline file
 */
public record Pipeline(
    String name,
    String description,
    Path file,
    String sha256,
    Optional<JavaStages> java,
    List<StageSpec> stages) {

  /**
   * Where the Java stages are.
   *
   * @param aot ahead-of-time cache that speeds up their start; used if it exists
   */
  public record JavaStages(Path jar, Optional<Path> aot) {}

  public Pipeline {
    stages = List.copyOf(stages);
  }

  /** The folder of the pipeline file. */
  public Path folder() {
    return file.resolveSibling("").normalize();
  }

  /** Folder with the schemas of the pipeline's own artifact types. */
  public Path schemas() {
    return folder().resolve("schemas");
  }

  /** Folder with one schema for each section of the config's params. */
  public Path params() {
    return folder().resolve("params");
  }

  /**
   * The stage with that id or number.
   *
   * @throws BadRequest if there is none
   */
  public StageSpec stage(String idOrNumber) {
    return stages.stream()
        .filter(stage -> stage.id().equals(idOrNumber) || stage.number().equals(idOrNumber))
        .findFirst()
        .orElseThrow(() -> new BadRequest(unknown(idOrNumber)));
  }

  /**
   * The stages from one to the other, both included.
   *
   * @throws BadRequest if one is unknown or they are in the wrong order
   */
  public List<StageSpec> select(Optional<String> from, Optional<String> to) {
    int first = from.map(id -> stages.indexOf(stage(id))).orElse(0);
    int last = to.map(id -> stages.indexOf(stage(id))).orElse(stages.size() - 1);
    if (first > last) {
      throw new BadRequest(
          "--from "
              + from.orElse(stages.getFirst().number())
              + " comes after --to "
              + to.orElse(stages.getLast().number())
              + "; swap them");
    }
    return stages.subList(first, last + 1);
  }

  /** The output pattern and type that an alias is made with, if a stage of this pipeline does. */
  public Optional<StageSpec.Output> maker(String alias) {
    return producer(alias).map(stage -> stage.outputs().get(alias));
  }

  /** The stage that makes an alias. */
  public Optional<StageSpec> producer(String alias) {
    return stages.stream().filter(stage -> stage.outputs().containsKey(alias)).findFirst();
  }

  private String unknown(String idOrNumber) {
    List<String> ids = stages.stream().map(StageSpec::id).toList();
    return "pipeline "
        + name
        + " has no stage "
        + idOrNumber
        + NearestName.hint(idOrNumber, ids)
        + "; it has "
        + String.join(", ", ids);
  }
}
