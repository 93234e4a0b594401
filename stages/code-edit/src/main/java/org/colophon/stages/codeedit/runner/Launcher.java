package org.colophon.stages.codeedit.runner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.colophon.process.Command;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessResult;
import org.colophon.process.ProcessRunner;
import org.colophon.sandbox.Confined;
import org.colophon.sandbox.Network;
import org.colophon.sandbox.PolicyRefused;
import org.colophon.sandbox.SandboxPolicy;
import org.colophon.stages.codeedit.workspace.Workspace;

/** Starts a program in a workspace, confined and within a budget. */
final class Launcher {
  private static final String MARK = "CODE_EDIT_WORKSPACE";

  /** More of standard error is not looked at. */
  private static final int MOST_STDERR = 1 << 20;

  private final Isolation isolation;
  private final Meter meter;
  private final ProcessRunner runner = new ProcessRunner();

  Launcher(Isolation isolation, Meter meter) {
    this.isolation = isolation;
    this.meter = meter;
  }

  /**
   * What to start.
   *
   * @param folder where, in the workspace; the program may read it
   * @param readable what else it may read
   * @param writable what it may write
   */
  record Launch(List<String> argv, Path folder, List<Path> readable, List<Path> writable) {}

  /**
   * What came of it.
   *
   * @param stdout the file with all that was printed
   * @param stderr without the meter's words
   */
  record Ended(ProcessOutcome outcome, Path stdout, String stderr, Usage usage) {}

  /** Runs it to its end. */
  Ended run(Workspace workspace, Launch launch, Budget budget) throws IOException {
    Path stdout = workspace.logs().resolve("stdout.log");
    Path stderr = workspace.logs().resolve("stderr.log");
    ProcessOutcome outcome;
    long wallMs;
    try {
      Confined confined =
          isolation
              .sandbox(workspace.status())
              .confine(
                  command(workspace, launch, budget),
                  new SandboxPolicy(launch.readable(), launch.writable(), Network.NONE));
      ProcessResult result = confined.run(runner, budget.limits(), stdout, stderr, _ -> {});
      outcome = result.outcome();
      wallMs = result.duration().toMillis();
    } catch (PolicyRefused e) {
      outcome = new ProcessOutcome.NotStarted(String.valueOf(e.getMessage()));
      wallMs = 0;
    }
    Meter.Reading reading = meter.read(text(stderr));
    return new Ended(
        outcome,
        stdout,
        reading.stderr(),
        new Usage(isolation.label(), wallMs, reading.cpuMs(), reading.maxRssKb()));
  }

  private Command command(Workspace workspace, Launch launch, Budget budget) {
    List<String> argv = new ArrayList<>(budget.arguments());
    argv.addAll(meter.arguments());
    argv.addAll(launch.argv());
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", "/tmp");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("TZ", "UTC");
    environment.put("NO_COLOR", "1");
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    environment.put(MARK, workspace.root().toString());
    Command command = new Command(argv, launch.folder(), environment);
    return switch (isolation) {
      case Isolation.OwnSandbox _, Isolation.StageSandbox() -> command;
      // what it starts and detaches is not ended with it, but by its mark
      case Isolation.None() -> command.markedBy(MARK);
    };
  }

  private static String text(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "";
    }
    try (InputStream in = Files.newInputStream(log)) {
      long size = Files.size(log);
      in.skipNBytes(Math.max(0, size - MOST_STDERR));
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
