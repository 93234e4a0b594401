package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.colophon.config.Profile;
import org.colophon.pipeline.Pipeline;
import org.colophon.run.Installation;
import org.colophon.run.SandboxChoice;
import org.colophon.run.SandboxExplanation;
import org.colophon.run.ScratchFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sandbox explain}: how a stage would be confined here. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Says what a stage may touch and use, which sandbox keeps that on this machine, by which"
          + " command line, and what is not enforced. Starts no stage and writes nothing.",
      "A temporary folder stands for the stage's own; of its inputs only those named are there."
    },
    footer = {
      "",
      "Examples:",
      "  run_pipeline sandbox explain 02",
      "  run_pipeline sandbox explain 02 --env ci --json",
      "  run_pipeline sandbox explain 02 --backend landlock",
      ExitCodes.HELP
    })
final class SandboxExplainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NN", description = "Stage, by number or id.")
  private String stage = "";

  @Option(
      names = "--pipeline",
      paramLabel = "PIPELINE",
      defaultValue = "holography",
      description = "A folder under stages/, or a pipeline file (default: ${DEFAULT-VALUE}).")
  private String pipeline = "holography";

  @Mixin private ProfileOption profile = new ProfileOption();

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description =
          "Under this sandbox instead of the profile's: bubblewrap, landlock, podman, docker,"
              + " firejail, nsjail or none.")
  private Optional<String> backend = Optional.empty();

  @Option(
      names = "--input",
      paramLabel = "ALIAS=PATH",
      description = "Show an input, too. Can be repeated.")
  private Map<String, Path> inputs = Map.of();

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  SandboxExplainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Console console = new Console(surroundings, common.quiet());
    SandboxExplanation explanation;
    try (ScratchFolder scratch = ScratchFolder.make()) {
      explanation = explanation(scratch.path());
    }
    if (common.json()) {
      console.json(explanation);
    } else {
      show(explanation, console);
    }
    return 0;
  }

  private SandboxExplanation explanation(Path scratch) throws IOException {
    Installation installation = Place.installation(surroundings, common);
    Pipeline found = Place.pipeline(pipeline, surroundings);
    Profile read = Profile.read(installation.profile(profile.name()));
    Profile settings = backend.map(read::with).orElse(read);
    return SandboxExplanation.of(
        found,
        found.stage(stage),
        settings,
        installation,
        SandboxChoice.of(settings, installation, scratch),
        Files.createDirectory(scratch.resolve("stage")),
        List.copyOf(Place.inputs(inputs).values()));
  }

  private static void show(SandboxExplanation it, Console console) {
    console.data(it.stage() + " under " + it.backend() + ", profile " + it.profile());
    line(console, "image", it.image());
    line(console, "note", it.note());
    line(console, "refused", it.refused());
    it.readable().forEach(path -> console.data("  reads      " + path));
    it.writable().forEach(path -> console.data("  writes     " + path));
    console.data("  network    " + it.network());
    console.data(
        "  programs   "
            + (it.programs().isEmpty() ? "all that are installed" : it.programs().toString())
            + (it.executes() ? ", and what it writes itself" : ", nothing that it wrote itself"));
    console.data("  variables  " + String.join(" ", it.environment()));
    if (!it.secrets().isEmpty()) {
      console.data("  secrets    " + String.join(" ", it.secrets()));
    }
    console.data("  signals    to " + it.signals());
    it.limits()
        .forEach((resource, amount) -> console.data("  limit      " + resource + " " + amount));
    console.data("  limit      wall_time " + it.wallTimeSeconds() + " s");
    console.data("  limit      output " + it.outputBytes());
    if (it.diskBytes() > 0) {
      console.data("  limit      disk " + it.diskBytes());
    }
    console.data("not enforced on this machine:");
    it.notPromised().forEach(what -> console.data("  promise    " + what));
    it.notEnforced().forEach(what -> console.data("  " + what));
    if (it.notPromised().isEmpty() && it.notEnforced().isEmpty()) {
      console.data("  nothing");
    }
    console.data("command line:");
    console.data("  " + it.commandLine());
  }

  private static void line(Console console, String label, String text) {
    if (!text.isEmpty()) {
      console.data("  " + label + "  " + text);
    }
  }
}
