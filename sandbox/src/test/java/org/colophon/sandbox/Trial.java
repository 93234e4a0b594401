package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.colophon.process.Command;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessResult;
import org.colophon.process.ProcessRunner;
import org.colophon.process.ResourceLimits;

/**
 * One stage in a folder with an awkward name, an input it may read, and neighbours that are none of
 * its business.
 */
final class Trial {
  static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/bin:/bin", "ODD", "it's\ntwo – lines");
  private static final ResourceLimits LIMITS =
      new ResourceLimits(Duration.ofMinutes(5), Duration.ofSeconds(20), 1 << 20);

  final Path run;
  final Path stage;
  final Path input;
  final Path neighbour;
  final Path status;
  final List<String> lines = new CopyOnWriteArrayList<>();

  private final Path logs;

  /** What a stage did and said. */
  record Ran(ProcessResult result, ProcessOutcome outcome, String out, String err) {}

  Trial(Path folder) throws IOException {
    this(folder, "it's a\nrun – ü", "01 stage");
  }

  /** With other names, for a backend that cannot express those. */
  Trial(Path folder, String runName, String stageName) throws IOException {
    this.run = Files.createDirectory(folder.resolve(runName));
    this.stage = Files.createDirectory(run.resolve(stageName));
    this.input = Files.createDirectory(run.resolve("input"));
    this.neighbour = Files.createDirectory(folder.resolve("neighbour"));
    this.status = Files.createDirectory(folder.resolve("status"));
    this.logs = Files.createDirectory(folder.resolve("logs"));
    Files.writeString(input.resolve("data.txt"), "data\n");
    Files.writeString(neighbour.resolve("secret.txt"), "secret\n");
  }

  SandboxPolicy policy() {
    return policy(Network.NONE);
  }

  SandboxPolicy policy(Network network) {
    return new SandboxPolicy(List.of(input), List.of(stage), network);
  }

  /** The script sees the paths as $RUN, $INPUT, $NEIGHBOUR; the stage is where it starts. */
  Command shell(String script) {
    String paths = "RUN=$1; INPUT=$2; NEIGHBOUR=$3; shift 3\n";
    return command(
        "/bin/sh",
        "-c",
        paths + script,
        "sh",
        run.toString(),
        input.toString(),
        neighbour.toString());
  }

  Command command(String... argv) {
    return new Command(List.of(argv), stage, ENVIRONMENT);
  }

  Ran run(Sandbox sandbox, String script) throws IOException, PolicyRefused {
    return run(sandbox, shell(script), policy());
  }

  Ran run(Sandbox sandbox, Command command, SandboxPolicy policy)
      throws IOException, PolicyRefused {
    return run(sandbox.confine(command, policy), LIMITS, lines::add);
  }

  Ran run(Confined confined, ResourceLimits limits, Consumer<String> listener) throws IOException {
    Path out = logs.resolve("stdout.log");
    Path err = logs.resolve("stderr.log");
    ProcessResult result = confined.run(new ProcessRunner(), limits, out, err, listener);
    return new Ran(result, result.outcome(), Files.readString(out), Files.readString(err));
  }

  /** An environment as {@code env -0} and {@code /proc/PID/environ} show it. */
  Map<String, String> variables(String text) {
    Map<String, String> variables = new TreeMap<>();
    for (String variable : text.split("\0", 0)) {
      variables.put(variable.split("=", 2)[0], variable.split("=", 2)[1]);
    }
    // shells and wrappers say where they went
    variables.remove("PWD", stage.toString());
    return variables;
  }
}
