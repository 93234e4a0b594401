package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.PipelineException.MissingInput;
import org.colophon.scaffold.InferredSchema;
import org.colophon.scaffold.Language;
import org.colophon.scaffold.NewFiles;
import org.colophon.scaffold.NewPipeline;
import org.colophon.scaffold.NewStage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code init}: a start that runs, to be changed. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    subcommands = {
      InitCommand.OfPipeline.class,
      InitCommand.OfStage.class,
      InitCommand.OfSchema.class
    },
    description = "Makes a new pipeline, stage or schema; never changes a file that is there.",
    footer = {
      "",
      "Examples:",
      "  run_pipeline init pipeline stages/words",
      "  run_pipeline init stage stages/words 03_plot --input total",
      "  run_pipeline init schema stages/words Spectrum@0.1 --from spectrum.csv",
      ExitCodes.HELP
    })
final class InitCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "say pipeline, stage or schema");
    }
  }

  private static void tell(Console console, List<Path> files) {
    files.forEach(file -> console.data("made " + file));
  }

  /** {@code init pipeline}. */
  @Command(
      name = "pipeline",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a pipeline of two stages that runs as it is, with its types, parameters and a config.",
        "In Python, each stage has the file colophon.py beside it, which reads what a stage is given"
            + " and writes what it owes."
      },
      footer = {
        "",
        "Example:",
        "  run_pipeline init pipeline stages/words",
        "  run_pipeline --experiment first --config configs/words/toy.yaml",
        ExitCodes.HELP
      })
  static final class OfPipeline implements Callable<Integer> {
    @Parameters(
        paramLabel = "FOLDER",
        description = "Folder of the new pipeline; its last name is the pipeline's.")
    private Path folder = Path.of("");

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "Config to make (default: configs/NAME/toy.yaml).")
    private @Nullable Path config;

    @Option(
        names = "--language",
        paramLabel = "LANGUAGE",
        description = "Of its stages: python or shell (default: python).")
    private Language language = Language.PYTHON;

    private final Surroundings surroundings;

    OfPipeline(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      Path name = folder.toAbsolutePath().normalize().getFileName();
      Path file = config == null ? Path.of("configs", String.valueOf(name), "toy.yaml") : config;
      NewFiles files = NewPipeline.of(folder.normalize(), file, language);
      files.write();
      Console console = new Console(surroundings, false);
      tell(console, files.paths());
      console.message("run it: run_pipeline --experiment first --config " + file);
      return 0;
    }
  }

  /** {@code init stage}. */
  @Command(
      name = "stage",
      mixinStandardHelpOptions = true,
      description = {
        "Adds a stage at the end of a pipeline: its folder, and its entry in the pipeline file.",
        "The pipeline file as it was is kept beside it, under the time."
      },
      footer = {
        "",
        "Example:",
        "  run_pipeline init stage stages/words 03_plot --input total --output plot=Picture@0.1",
        ExitCodes.HELP
      })
  static final class OfStage implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FOLDER", description = "Folder of the pipeline.")
    private Path folder = Path.of("");

    @Parameters(index = "1", paramLabel = "ID", description = "Such as 03_plot.")
    private String id = "";

    @Option(
        names = "--input",
        paramLabel = "ALIAS",
        description = "What it reads of earlier stages; may be repeated.")
    private List<String> inputs = List.of();

    @Option(
        names = "--output",
        paramLabel = "ALIAS=TYPE",
        description = "What it makes; may be repeated.")
    private Map<String, String> outputs = new LinkedHashMap<>();

    @Option(
        names = "--language",
        paramLabel = "LANGUAGE",
        description = "Of the program: python or shell (default: python).")
    private Language language = Language.PYTHON;

    private final Surroundings surroundings;

    OfStage(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      Map<String, ArtifactType> types = new LinkedHashMap<>();
      outputs.forEach((alias, type) -> types.put(alias, type(type)));
      Path file = folder.resolve("pipeline.yaml");
      if (!Files.isRegularFile(file)) {
        throw new MissingInput("there is no " + file + "; make one with init pipeline");
      }
      NewStage.Added added =
          new NewStage(id, language, inputs, types).addTo(file, Clock.systemUTC().instant());
      Console console = new Console(surroundings, false);
      tell(console, added.files());
      console.data("changed " + file + "; as it was: " + added.backup());
      return 0;
    }
  }

  /** {@code init schema}. */
  @Command(
      name = "schema",
      mixinStandardHelpOptions = true,
      description = {
        "Makes the schema of a new type from an example: its names, types and ranks.",
        "Edit it: add units to the description, and what values may be."
      },
      footer = {
        "",
        "Example:",
        "  run_pipeline init schema stages/words Spectrum@0.1 --from spectrum.csv",
        ExitCodes.HELP
      })
  static final class OfSchema implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FOLDER", description = "Folder of the pipeline.")
    private Path folder = Path.of("");

    @Parameters(index = "1", paramLabel = "TYPE", description = "Such as Spectrum@0.1.")
    private String type = "";

    @Option(names = "--from", required = true, paramLabel = "FILE", description = "The example.")
    private Path example = Path.of("");

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description =
            "Of the example: json, jsonl, csv, npz, npy, hdf5, xml or opaque (default: by its name).")
    private @Nullable String format;

    private final Surroundings surroundings;

    OfSchema(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      if (!Files.isRegularFile(example)) {
        throw new MissingInput("there is no file " + example);
      }
      NewFiles files = InferredSchema.of(folder.resolve("schemas"), type(type), format(), example);
      files.write();
      Console console = new Console(surroundings, false);
      tell(console, files.paths());
      console.message(
          "edit it, then: run_pipeline schema validate FILE --type "
              + type
              + " --pipeline "
              + folder.resolve("pipeline.yaml"));
      return 0;
    }

    private ArtifactFormat format() {
      try {
        return ArtifactFormat.named(format == null ? byName(example) : format);
      } catch (IllegalArgumentException e) {
        throw new BadRequest(String.valueOf(e.getMessage()));
      }
    }

    private static String byName(Path file) {
      String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
      String ending = name.substring(name.lastIndexOf('.') + 1);
      return switch (ending) {
        case "json", "jsonl", "csv", "npz", "npy", "xml" -> ending;
        case "h5", "hdf5" -> "hdf5";
        case "svg" -> "xml";
        default -> "opaque";
      };
    }
  }

  private static ArtifactType type(String text) {
    try {
      return ArtifactType.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadRequest(String.valueOf(e.getMessage()));
    }
  }
}
