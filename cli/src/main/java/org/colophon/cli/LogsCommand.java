package org.colophon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.colophon.contract.BoundedFile;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.run.ItemLog;
import org.colophon.run.ReadRun;
import org.colophon.run.RunDirectory;
import org.colophon.run.StageFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}: what a stage printed. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what a stage wrote to stdout, or with --stderr to stderr.",
      "With -f goes on as long as the stage is at work.",
      "Of a stage with items, what all of them wrote once it has ended well, or with --item one."
    },
    footer = {
      "",
      "Examples:",
      "  run_pipeline logs demo 02 --stderr",
      "  run_pipeline logs demo 02 -f",
      "  run_pipeline logs demo 03 --item sample-17 --stderr",
      ExitCodes.HELP
    })
final class LogsCommand implements Callable<Integer> {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  @Parameters(index = "0", paramLabel = "EXPERIMENT", description = "Name of the run.")
  private String experiment = "";

  @Parameters(index = "1", paramLabel = "NN", description = "Stage, by number or id.")
  private String stage = "";

  @Option(names = "--stderr", description = "Print stderr instead of stdout.")
  private boolean stderr;

  @Option(
      names = {"-f", "--follow"},
      description = "Print what comes until the stage ends.")
  private boolean follow;

  @Option(names = "--item", paramLabel = "KEY", description = "Print what this item wrote.")
  private @Nullable String item;

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  LogsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What {@code --json} prints. */
  record Log(String file, String text) {}

  @Override
  public Integer call() throws IOException {
    ReadRun run = ReadRun.of(Place.run(common, experiment));
    StageFolder folder = folder(run);
    if (item != null) {
      return item(folder, item);
    }
    Path own = stderr ? folder.stderr() : folder.stdout();
    Path log = Files.isRegularFile(folder.itemLogs()) ? folder.itemLogs() : own;
    if (!Files.isRegularFile(log) && Files.isDirectory(folder.itemFolders().root())) {
      throw new BadRequest(
          "each item of stage " + stage + " has a log of its own; name one with --item KEY");
    }
    if (!Files.isRegularFile(log)) {
      throw new BadRequest("the stage never started, so it printed nothing: " + log);
    }
    if (common.json()) {
      new Console(surroundings, common.quiet())
          .json(new Log(log.toString(), new String(BoundedFile.read(log), StandardCharsets.UTF_8)));
      return 0;
    }
    try (InputStream in = Files.newInputStream(log)) {
      copy(in);
      // the file stays open when its folder is published under another name
      while (follow && isAtWork(run.directory())) {
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        copy(in);
      }
      copy(in);
    }
    return 0;
  }

  private int item(StageFolder folder, String key) throws IOException {
    ItemLog.Opened log = ItemLog.open(folder, key, stderr ? "stderr" : "stdout");
    try (InputStream bytes = log.bytes()) {
      if (common.json()) {
        String text =
            new String(bytes.readNBytes((int) BoundedFile.MOST_BYTES), StandardCharsets.UTF_8);
        new Console(surroundings, common.quiet()).json(new Log(log.file().toString(), text));
      } else {
        copy(bytes);
      }
    }
    return 0;
  }

  private void copy(InputStream in) throws IOException {
    in.transferTo(surroundings.out());
    surroundings.out().flush();
  }

  private boolean isAtWork(RunDirectory directory) throws IOException {
    ReadRun now = ReadRun.of(directory);
    return now.activity() == ReadRun.Activity.RUNNING
        && now.openAttempts().keySet().stream().anyMatch(this::matches);
  }

  /** The attempt at work if there is one, else the stage as it stands. */
  private StageFolder folder(ReadRun run) {
    for (Map.Entry<String, String> open : run.openAttempts().entrySet()) {
      if (matches(open.getKey())) {
        return run.directory().attempt(open.getKey(), open.getValue());
      }
    }
    List<String> stages = run.manifest().stages().stream().map(StageEntry::stage).toList();
    return stages.stream()
        .filter(this::matches)
        .findFirst()
        .map(run.directory()::stage)
        .orElseThrow(() ->
            new BadRequest(
                "stage "
                    + stage
                    + " did not run in "
                    + experiment
                    + "; there are "
                    + String.join(", ", new TreeSet<>(stages))));
  }

  private boolean matches(String id) {
    return id.equals(stage) || id.startsWith(stage + "_");
  }
}
