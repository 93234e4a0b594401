package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.colophon.config.Profile;
import org.colophon.run.GarbageCollection;
import org.colophon.run.Installation;
import org.colophon.run.RunDirectory;
import org.colophon.run.StoreCollection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gc}: what runs keep and nobody needs. */
@Command(
    name = "gc",
    mixinStandardHelpOptions = true,
    description = {
      "Lists, the largest first, what runs keep under .history and no manifest names: earlier"
          + " attempts, and earlier copies of aliases where the file system has no symbolic links."
          + " Removes nothing unless told to with --delete; what is removed is recorded in"
          + " META_LOG.md, and verify accepts it.",
      "Without names, also what the store of reusable stages holds under keys that no run has any"
          + " more, as .cache. A file that a run shares frees nothing."
    },
    footer = {
      "",
      "Examples:",
      "  run_pipeline gc",
      "  run_pipeline gc demo --delete",
      ExitCodes.HELP
    })
final class GcCommand implements Callable<Integer> {
  /** No experiment has such a name. */
  private static final String STORE = ".cache";

  @Parameters(
      paramLabel = "EXPERIMENT",
      arity = "0..*",
      description = "Names of runs (default: all in the folder of runs).")
  private List<String> experiments = new ArrayList<>();

  @Option(
      names = "--env",
      paramLabel = "PROFILE",
      defaultValue = "default",
      description = "Environment profile that says where the store is (default: ${DEFAULT-VALUE}).")
  private String profile = "default";

  @Option(names = "--delete", description = "Remove what is listed.")
  private boolean delete;

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  GcCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What {@code --json} prints for each run. */
  record Collected(
      String experiment, boolean removed, List<GarbageCollection.Candidate> candidates) {}

  @Override
  public Integer call() throws IOException {
    Console console = new Console(surroundings, common.quiet());
    Installation installation = Place.installation(surroundings, common);
    List<Collected> all = new ArrayList<>();
    for (String experiment : experiments.isEmpty() ? everyRun() : experiments) {
      RunDirectory run = Place.run(common, experiment);
      all.add(
          new Collected(
              experiment,
              delete,
              delete ? GarbageCollection.remove(run, installation) : GarbageCollection.of(run)));
    }
    if (experiments.isEmpty()) {
      Profile env = Profile.read(installation.profile(profile));
      all.add(
          new Collected(
              STORE,
              delete,
              delete
                  ? StoreCollection.remove(env, installation)
                  : StoreCollection.of(env, installation)));
    }
    if (common.json()) {
      console.json(all);
    } else {
      all.forEach(run -> show(run, console));
    }
    long bytes =
        all.stream()
            .flatMap(run -> run.candidates().stream())
            .mapToLong(GarbageCollection.Candidate::bytes)
            .sum();
    console.message(
        delete ? "removed " + bytes + " bytes" : bytes + " bytes could be removed; add --delete");
    return 0;
  }

  private static void show(Collected run, Console console) {
    run.candidates()
        .forEach(candidate ->
            console.data(
                "%12d  %s/%s  %s"
                    .formatted(
                        candidate.bytes(), run.experiment(), candidate.path(), candidate.why())));
  }

  private List<String> everyRun() throws IOException {
    if (!Files.isDirectory(common.runsDir())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(common.runsDir())) {
      return folders
          .filter(folder -> Files.isRegularFile(new RunDirectory(folder).journal()))
          .map(folder -> String.valueOf(folder.getFileName()))
          .sorted()
          .toList();
    }
  }
}
