package org.colophon.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.contract.StageStatus;

/**
 * Does in one JVM what people do all day, so that an ahead-of-time cache can be laid that holds the
 * classes of it: runs and looks at the fixture pipeline and at every pipeline's toy config.
 */
final class Training {
  private static final String FIXTURE = "src-test-fixtures/pipelines/two_ok/config.yaml";

  private final Surroundings silent;
  private final String runsDir;

  private Training(Surroundings silent, String runsDir) {
    this.silent = silent;
    this.runsDir = runsDir;
  }

  /** Takes a folder to put the runs in; each is named after its pipeline. */
  public static void main(String[] args) throws IOException {
    Surroundings real = Surroundings.ofThisProcess();
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Training training =
        new Training(
            new Surroundings(nowhere, nowhere, real.environment(), real.properties()), args[0]);
    training.command("--help");
    training.command("schema", "list");
    training.useOf("two-ok", real.home().resolve(FIXTURE));
    for (Path toy : toyConfigs(real.home())) {
      training.useOf(toy.resolveSibling("").normalize().getFileName().toString(), toy);
    }
    System.exit(0);
  }

  private static List<Path> toyConfigs(Path home) throws IOException {
    try (Stream<Path> folders = Files.list(home.resolve("configs"))) {
      return folders
          .map(folder -> folder.resolve("toy.yaml"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private void useOf(String experiment, Path config) {
    if (command("run", "--experiment", experiment, "--config", config.toString()) != 0) {
      return;
    }
    command("status", experiment);
    command("status", experiment, "--json");
    command("verify", experiment);
  }

  /** Gives 2 where a pipeline needs a tool that this machine lacks, and else 0. */
  private int command(String... words) {
    List<String> args = new ArrayList<>(List.of(words));
    if (!words[0].equals("schema") && !words[0].startsWith("-")) {
      args.addAll(List.of("--runs-dir", runsDir));
    }
    int code = Main.run(args.toArray(String[]::new), silent);
    boolean toolMissing = words[0].equals("run") && code == StageStatus.INCOMPLETE.exitCode();
    if (code != 0 && !toolMissing) {
      throw new IllegalStateException(String.join(" ", args) + " ended with " + code);
    }
    return code;
  }
}
