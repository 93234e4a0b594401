package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.colophon.contract.PipelineException;
import org.colophon.contract.RunManifest;
import org.colophon.legacy.LegacyImport;
import org.colophon.run.ExperimentName;
import org.colophon.run.Installation;
import org.colophon.run.RunImport;
import org.colophon.run.RunPlan;
import org.colophon.run.RunRequest;
import org.colophon.run.ScratchFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import-legacy}: an older folder as a new run. */
@Command(
    name = "import-legacy",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a new run of what an older folder holds: searches it by the pipeline's legacy.yaml,"
          + " checks every file against its schema, converts by declared mappings, and says what"
          + " was recognised, what was not, and what each stage still needs.",
      "",
      "Never writes into FOLDER and never opens a pickle. Files are linked, with their SHA-256:"
          + " verify sees when one changes. Where two folders could be meant, nothing is chosen:"
          + " say which with --assert. Imported stages end with WARNING, which later stages carry."
    },
    footer = {
      "",
      "Examples:",
      "  run_pipeline import-legacy fase11_2023 --experiment old \\",
      "      --config configs/holography/toy.yaml --dry-run",
      "  run_pipeline import-legacy fase11_2023 --experiment old \\",
      "      --config configs/holography/toy.yaml --assert predictions=fase11_2023/best",
      "  run_pipeline run --experiment old --from 04 --to 06",
      ExitCodes.HELP
    })
final class ImportLegacyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", description = "Folder to take results from.")
  private Path folder = Path.of("");

  @Option(
      names = {"-x", "--experiment"},
      required = true,
      paramLabel = "NAME",
      description = "Name of the new run: letters, digits, '.', '_' and '-'.")
  private String experiment = "";

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "Config with which the run will go on; it names the pipeline.")
  private @Nullable Path config;

  @Option(names = "--copy", description = "Copy the files instead of linking to them.")
  private boolean copy;

  @Option(
      names = "--assert",
      paramLabel = "ALIAS=PATH",
      description = "Say where an output is: a folder or a file. Can be repeated.")
  private Map<String, Path> asserted = new LinkedHashMap<>();

  @Mixin private ProfileOption profile = new ProfileOption();

  @Option(names = "--dry-run", description = "Print the report, and write nothing.")
  private boolean dryRun;

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  ImportLegacyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Logging.configure(common.verbose());
    Console console = new Console(surroundings, common.quiet());
    Installation installation = Place.installation(surroundings, common);
    RunPlan plan = RunPlan.of(request(), installation);
    try (ScratchFolder scratch = ScratchFolder.make()) {
      LegacyImport found =
          LegacyImport.of(
              plan,
              folder.toAbsolutePath().normalize(),
              Place.inputs(asserted),
              copy ? RunImport.Placing.COPY : RunImport.Placing.LINK,
              scratch.path());
      if (!common.json()) {
        found.report().lines().forEach(console::data);
      }
      int code = dryRun ? foresee(found, console) : write(found, plan, installation, console);
      if (common.json()) {
        // after what may fail: a failure is a document of its own, and stdout holds one
        console.json(found.report());
      }
      return code;
    }
  }

  private static int foresee(LegacyImport found, Console console) {
    try {
      found.requireClear();
      console.message("dry run: nothing was written");
      return 0;
    } catch (PipelineException e) {
      console.problem("dry run: no run would be made: " + e.getMessage());
      return 2;
    }
  }

  private static int write(
      LegacyImport found, RunPlan plan, Installation installation, Console console)
      throws IOException {
    RunManifest manifest = found.write(new RunImport(installation));
    console.message(
        console.coloured(manifest.status(), manifest.status().name())
            + "  "
            + plan.directory().root()
            + "  run digest "
            + manifest.runDigest());
    return ExitCodes.of(manifest.status());
  }

  private RunRequest request() {
    return new RunRequest(
        new ExperimentName(experiment),
        Optional.ofNullable(config),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Map.of(),
        OptionalLong.empty(),
        profile.name(),
        false,
        false,
        Optional.empty(),
        arguments());
  }

  /** The command line as it can be typed again, for the audit log. */
  private List<String> arguments() {
    List<String> arguments =
        new ArrayList<>(List.of("import-legacy", folder.toString(), "--experiment", experiment));
    if (config != null) {
      arguments.addAll(List.of("--config", config.toString()));
    }
    if (copy) {
      arguments.add("--copy");
    }
    asserted.forEach((alias, path) -> arguments.addAll(List.of("--assert", alias + "=" + path)));
    if (!profile.isDefault()) {
      arguments.addAll(List.of("--env", profile.name()));
    }
    return arguments;
  }
}
