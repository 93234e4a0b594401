package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.compatibility.Compatibility;
import org.colophon.artifact.compatibility.Obstacle;
import org.colophon.artifact.compatibility.SchemaDiff;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.StageStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code schema diff}: whether one version can stand in for another. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether readers of schema A can be given files of schema B, and the other way round,"
          + " with one line for each thing that keeps them from it.",
      "",
      "B may say x-compatible-with: [A] if readers of A can be given B. What cannot be compared is"
          + " said to be unknown and counts as breaking.",
      "",
      "Ends with 0 if both ways hold, 1 if only one does, 2 if neither does."
    },
    footer = {
      "",
      "Examples:",
      "  run_pipeline schema diff Dictionary@0.1 Dictionary@0.2",
      "  run_pipeline schema diff GeometryPrediction@0.1 draft/0.2.schema.json",
      ExitCodes.HELP
    })
final class SchemaDiffCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "A", description = "Name, Name@version or a schema file.")
  private String a = "";

  @Parameters(index = "1", paramLabel = "B", description = "The same.")
  private String b = "";

  @Mixin private TypesOption types = new TypesOption();
  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  SchemaDiffCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What {@code --json} prints. */
  record Answer(String a, String b, Compatibility verdict, Way readersOfA, Way readersOfB) {}

  /** One of the two directions. */
  record Way(boolean holds, List<Obstacle> obstacles) {
    static Way of(List<Obstacle> obstacles) {
      return new Way(obstacles.isEmpty(), obstacles);
    }
  }

  @Override
  public Integer call() throws IOException {
    Console console = new Console(surroundings, common.quiet());
    SchemaDiff diff = SchemaDiff.of(schema(a), schema(b));
    if (common.json()) {
      console.json(
          new Answer(a, b, diff.verdict(), Way.of(diff.aReadsB()), Way.of(diff.bReadsA())));
    } else {
      show(a, b, diff.aReadsB(), console);
      show(b, a, diff.bReadsA(), console);
    }
    return ExitCodes.of(
        switch (diff.verdict()) {
          case BOTH_WAYS -> StageStatus.OK;
          case A_READS_B, B_READS_A -> StageStatus.WARNING;
          case BREAKING -> StageStatus.INCOMPLETE;
        });
  }

  private static void show(String reader, String given, List<Obstacle> obstacles, Console console) {
    console.data(
        "readers of %s given %s: %s"
            .formatted(reader, given, obstacles.isEmpty() ? "compatible" : "breaking"));
    obstacles.forEach(obstacle -> console.data("  " + obstacle));
  }

  private JsonNode schema(String nameOrFile) throws IOException {
    if (nameOrFile.contains("/") || nameOrFile.endsWith(".json")) {
      Path file = Path.of(nameOrFile);
      if (!Files.isRegularFile(file)) {
        throw new BadRequest("no such schema file: " + file);
      }
      return SchemaCatalog.read(file);
    }
    return types.find(nameOrFile, surroundings).json();
  }
}
