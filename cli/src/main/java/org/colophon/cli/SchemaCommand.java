package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.colophon.artifact.ArtifactCheck;
import org.colophon.artifact.ArtifactSchema;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Reading;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.Severity;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.StageStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schema}: the artifact types, and files judged by them. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    subcommands = {
      SchemaCommand.ListTypes.class,
      SchemaCommand.Show.class,
      SchemaCommand.Validate.class,
      SchemaDiffCommand.class
    },
    description = "Lists, shows and compares artifact types, and validates files against them.",
    footer = {
      "",
      "Example:",
      "  run_pipeline schema validate prediction.npz --type GeometryPrediction@0.1",
      ExitCodes.HELP
    })
final class SchemaCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "say list, show, validate or diff");
    }
  }

  /** {@code schema list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists every artifact type with its format.",
      footer = {"", "Example:", "  run_pipeline schema list", ExitCodes.HELP})
  static final class ListTypes implements Callable<Integer> {
    @Mixin private TypesOption types = new TypesOption();
    @Mixin private CommonOptions common = new CommonOptions();
    private final Surroundings surroundings;

    ListTypes(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    /** What {@code --json} prints for each type. */
    record Line(String type, String format, String title) {}

    @Override
    public Integer call() throws IOException {
      Console console = new Console(surroundings, common.quiet());
      List<Line> lines = new ArrayList<>();
      for (ArtifactSchema schema : types.catalog(surroundings).schemas()) {
        lines.add(
            new Line(
                schema.type().toString(),
                schema.format().id(),
                schema.json().path("title").asString("")));
      }
      if (common.json()) {
        console.json(lines);
      } else {
        lines.forEach(line ->
            console.data("%-28s %-10s %s".formatted(line.type(), line.format(), line.title())));
      }
      return 0;
    }
  }

  /** {@code schema show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Prints the JSON Schema of a type; of its newest version without @version.",
      footer = {"", "Example:", "  run_pipeline schema show GeometryPrediction", ExitCodes.HELP})
  static final class Show implements Callable<Integer> {
    @Parameters(paramLabel = "TYPE", description = "Name or Name@version.")
    private String type = "";

    @Mixin private TypesOption types = new TypesOption();
    @Mixin private CommonOptions common = new CommonOptions();
    private final Surroundings surroundings;

    Show(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      new Console(surroundings, common.quiet()).json(types.find(type, surroundings).json());
      return 0;
    }
  }

  /** {@code schema validate}. */
  @Command(
      name = "validate",
      mixinStandardHelpOptions = true,
      description = {
        "Judges a file by the schema of a type and prints what is wrong with it.",
        "Ends with 0 if nothing is, 1 if it is usable with warnings, 2 if it is not usable."
      },
      footer = {
        "",
        "Example:",
        "  run_pipeline schema validate modes.csv --type EigenmodesDataset@0.1",
        ExitCodes.HELP
      })
  static final class Validate implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The file to judge.")
    private Path file = Path.of("");

    @Option(
        names = "--type",
        required = true,
        paramLabel = "TYPE",
        description = "Name or Name@version.")
    private String type = "";

    @Option(
        names = "--legacy",
        description = "Accept the old names that the schema declares, with a warning.")
    private boolean legacy;

    @Mixin private TypesOption types = new TypesOption();
    @Mixin private CommonOptions common = new CommonOptions();
    private final Surroundings surroundings;

    Validate(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    /** What {@code --json} prints. */
    record Verdict(String file, String type, StageStatus status, List<Finding> findings) {}

    /** One finding of a verdict. */
    record Finding(Severity severity, String code, String message) {}

    @Override
    public Integer call() throws IOException {
      Console console = new Console(surroundings, common.quiet());
      if (!Files.exists(file)) {
        throw new BadRequest("no such file: " + file);
      }
      ArtifactType found = types.find(type, surroundings).type();
      SchemaCatalog catalog = types.catalog(surroundings);
      ArtifactCheck check = catalog.check(found, file, legacy ? Reading.LEGACY : Reading.STRICT);
      StageStatus status = status(check);
      List<Finding> findings =
          check.violations().stream()
              .map(violation ->
                  new Finding(violation.severity(), violation.code(), violation.message()))
              .toList();
      if (common.json()) {
        console.json(new Verdict(file.toString(), found.toString(), status, findings));
      } else {
        findings.forEach(finding ->
            console.data(finding.severity() + " " + finding.code() + ": " + finding.message()));
        console.message(file + " as " + found + ": " + status);
      }
      return ExitCodes.of(status);
    }

    private static StageStatus status(ArtifactCheck check) {
      return check
          .worst()
          .map(severity ->
              switch (severity) {
                case NOTE -> StageStatus.OK;
                case WARNING -> StageStatus.WARNING;
                case INVALID -> StageStatus.INCOMPLETE;
              })
          .orElse(StageStatus.OK);
    }
  }
}
