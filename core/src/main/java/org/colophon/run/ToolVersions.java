package org.colophon.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.colophon.artifact.Sha256;
import org.colophon.pipeline.StageSpec;
import org.colophon.process.Command;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessResult;
import org.colophon.process.ProcessRunner;
import org.colophon.process.ResourceLimits;

/**
 * What the tools of a stage say of their versions: those it declares, and Python with the digest of
 * its sorted {@code pip freeze} where the program is one. Each command runs once in an invocation.
 * For several threads.
 */
final class ToolVersions {
  private static final ResourceLimits LIMITS =
      new ResourceLimits(Duration.ofSeconds(20), Duration.ofSeconds(1), 4 << 20);

  private final Map<List<String>, String> known = new HashMap<>();
  private final ProcessRunner runner = new ProcessRunner();
  private final Map<String, String> environment;

  ToolVersions(String path) {
    this.environment = Map.of("PATH", path, "LC_ALL", "C.UTF-8");
  }

  synchronized Map<String, String> of(StageSpec stage, String program) throws IOException {
    Map<String, String> versions = new TreeMap<>();
    for (Map.Entry<String, List<String>> tool : stage.tools().entrySet()) {
      versions.put(tool.getKey(), firstLine(output(tool.getValue())));
    }
    if (Path.of(program).getFileName().toString().matches("python[0-9.]*")) {
      versions.put("python", firstLine(output(List.of(program, "--version"))));
      String packages = output(List.of(program, "-m", "pip", "freeze"));
      versions.put("pip_freeze_sha256", Sha256.of(sorted(packages)));
    }
    return versions;
  }

  private String output(List<String> argv) throws IOException {
    String said = known.get(argv);
    if (said == null) {
      said = run(argv);
      known.put(argv, said);
    }
    return said;
  }

  private String run(List<String> argv) throws IOException {
    Path folder = Files.createTempDirectory("colophon-tool");
    Path stdout = folder.resolve("stdout");
    Path stderr = folder.resolve("stderr");
    try {
      ProcessResult result =
          runner.run(new Command(argv, folder, environment), LIMITS, stdout, stderr, _ -> {});
      boolean fine = result.outcome().equals(new ProcessOutcome.Exited(0));
      String text = read(stdout) + read(stderr);
      return fine ? text : "unknown (" + result.outcome().describe() + ")";
    } finally {
      Files.deleteIfExists(stdout);
      Files.deleteIfExists(stderr);
      Files.deleteIfExists(folder);
    }
  }

  private static String read(Path log) throws IOException {
    return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").strip();
  }

  private static String sorted(String text) {
    return text.lines().sorted().collect(Collectors.joining("\n"));
  }
}
