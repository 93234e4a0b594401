package org.colophon.stages.codeedit.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import org.colophon.process.ProcessOutcome;
import org.colophon.stages.codeedit.action.Language;
import org.colophon.stages.codeedit.runner.Launcher.Ended;
import org.colophon.stages.codeedit.workspace.Workspace;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One look of ast-grep at files: what the rules match, and which files do not parse. Nothing is
 * written: {@code -U} would follow links, say nothing in JSON, and leave the order to chance.
 */
final class Scan {
  /** ast-grep has no rule file of that kind, so that it looks for none further up. */
  private static final String SETTINGS = "ruleDirs: []\n";

  private static final int CODE_RULE_REFUSED = 8;
  private static final int CODE_ERROR_FOUND = 1;
  private static final Pattern FOUND_ERRORS =
      Pattern.compile(
          "Error: \\d+ error\\(s\\) found in code\\.\\nHelp: Scan succeeded and found error level"
              + " diagnostics in the codebase\\.\\s*");
  private static final Pattern COMPLAINS = Pattern.compile("ERROR|Warning|Error:");
  private static final Pattern NO_MEMORY =
      Pattern.compile("memory allocation of \\d+ bytes failed|failed to allocate \\d+ bytes");

  /** What the kernel sends who used up the processor time. */
  private static final int SIGXCPU = 24;

  private static final int SIGABRT = 6;
  private static final int SIGKILL = 9;

  private static final JsonMapper SORTED =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private final AstGrep tool;
  private final Launcher launcher;
  private final Budget budget;

  Scan(AstGrep tool, Launcher launcher, Budget budget) {
    this.tool = tool;
    this.launcher = launcher;
    this.budget = budget;
  }

  /**
   * What was seen.
   *
   * @param failure why nothing of it counts; empty if it does
   * @param broken files with an error, or with something missing, sorted
   * @param stdout a line for each match, its keys sorted: as ast-grep prints them, the order of
   *     variables is another each time
   */
  record Seen(
      Optional<Failure> failure,
      List<Match> matches,
      Set<String> broken,
      Printed stdout,
      Ended ended) {
    Optional<Integer> exitCode() {
      return ended.outcome() instanceof ProcessOutcome.Exited(int code)
          ? Optional.of(code)
          : Optional.empty();
    }
  }

  record Failure(ActionStatus status, String reason) {}

  /**
   * Looks at files.
   *
   * @param folder of the workspace, with the files in it
   * @param paths relative to it, sorted; all of the language, at least one
   * @param rules as YAML documents; empty to look only whether the files parse
   */
  Seen look(Workspace workspace, Path folder, List<String> paths, Language language, String rules)
      throws IOException {
    String parseRule = "parse-" + Sha256.of(rules).substring(0, 16);
    Files.writeString(workspace.rule().resolve("sgconfig.yml"), SETTINGS);
    Files.writeString(
        workspace.rule().resolve("rules.yml"),
        (rules.isEmpty() ? "" : rules + "\n---\n") + parseRule(parseRule, language));
    Ended ended =
        launcher.run(
            workspace,
            new Launcher.Launch(
                argv(paths), folder, List.of(tool.program(), folder, workspace.rule()), List.of()),
            budget);
    Optional<Failure> failure = failure(ended);
    List<Match> matches = new ArrayList<>();
    Set<String> broken = new TreeSet<>();
    StringBuilder stdout = new StringBuilder();
    if (failure.isEmpty()) {
      failure = read(ended.stdout(), parseRule, matches, broken, stdout);
    }
    return new Seen(
        failure,
        matches,
        broken,
        failure.isEmpty() ? Printed.of(stdout.toString()) : Printed.of(ended.stdout()),
        ended);
  }

  private List<String> argv(List<String> paths) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                tool.program().toString(),
                "scan",
                "--config",
                "../rule/sgconfig.yml",
                "--custom-languages",
                "ignore",
                "--threads",
                "1",
                "--rule",
                "../rule/rules.yml",
                "--json=stream",
                "--color",
                "never",
                "--"));
    argv.addAll(paths);
    return argv;
  }

  /**
   * A rule of ours that matches a file with an ERROR node, or with a node of no length, which is
   * how tree-sitter puts in what is missing. ({@code kind: ERROR} alone passes {@code def f(:}.)
   */
  private static String parseRule(String id, Language language) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("id", id);
    rule.put("language", language.label());
    rule.put("severity", "hint");
    Map<String, Object> error =
        Map.of("stopBy", "end", "any", List.of(Map.of("kind", "ERROR"), Map.of("regex", "^$")));
    rule.put(
        "rule",
        Map.of(
            "any",
            List.of(Map.of("kind", "ERROR"), Map.of("kind", language.root(), "has", error))));
    return Json.line(rule);
  }

  private static Optional<Failure> failure(Ended ended) {
    String first = ended.stderr().strip().lines().findFirst().orElse("");
    return switch (ended.outcome()) {
      case ProcessOutcome.Exited(int code) -> ofCode(code, ended.stderr());
      case ProcessOutcome.TimedOut _ ->
          Optional.of(new Failure(ActionStatus.TIMEOUT, ended.outcome().describe()));
      case ProcessOutcome.Killed(int signal) -> Optional.of(ofSignal(signal, ended));
      case ProcessOutcome.OutOfMemory _ ->
          Optional.of(new Failure(ActionStatus.OOM, ended.outcome().describe()));
      case ProcessOutcome.OutputTooLarge _,
          ProcessOutcome.TooManyProcesses _,
          ProcessOutcome.TooMuchDisk _,
          ProcessOutcome.LogNotWritten _,
          ProcessOutcome.Lost _,
          ProcessOutcome.NotStarted _,
          ProcessOutcome.Interrupted _ ->
          Optional.of(
              new Failure(
                  ActionStatus.TOOL_ERROR,
                  ended.outcome().describe() + (first.isEmpty() ? "" : ": " + first)));
    };
  }

  private static Optional<Failure> ofCode(int code, String stderr) {
    String message = stderr.strip();
    if (code == CODE_RULE_REFUSED) {
      return Optional.of(new Failure(ActionStatus.RULE_REJECTED, cause(message)));
    }
    boolean success =
        code == 0 || (code == CODE_ERROR_FOUND && FOUND_ERRORS.matcher(stderr).matches());
    if (success && !COMPLAINS.matcher(FOUND_ERRORS.matcher(stderr).replaceAll("")).find()) {
      return Optional.empty();
    }
    return Optional.of(
        new Failure(
            ActionStatus.TOOL_ERROR,
            "exit code " + code + ": " + message.lines().findFirst().orElse("no message")));
  }

  /** The last cause is the one that says what to change. */
  private static String cause(String message) {
    List<String> causes =
        message
            .lines()
            .filter(line -> line.startsWith("╰▻ "))
            .map(line -> line.substring(3))
            .toList();
    return causes.isEmpty() ? message.lines().findFirst().orElse("no message") : causes.getLast();
  }

  private static Failure ofSignal(int signal, Ended ended) {
    if (signal == SIGXCPU) {
      return new Failure(ActionStatus.TIMEOUT, "it used up its processor time");
    }
    boolean memory =
        signal == SIGKILL || (signal == SIGABRT && NO_MEMORY.matcher(ended.stderr()).find());
    return memory
        ? new Failure(ActionStatus.OOM, "it used up its memory")
        : new Failure(ActionStatus.TOOL_ERROR, "it " + ended.outcome().describe());
  }

  private static Optional<Failure> read(
      Path stdout, String parseRule, List<Match> matches, Set<String> broken, StringBuilder printed)
      throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(stdout, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode json = SORTED.readTree(line);
        Match match = Match.of(json);
        if (match.ruleId().equals(parseRule)) {
          broken.add(match.file());
        } else {
          matches.add(match);
          if (printed.length() <= Printed.MOST_BYTES) {
            printed.append(SORTED.writeValueAsString(json)).append('\n');
          }
        }
      }
      return Optional.empty();
    } catch (JacksonException | IllegalArgumentException | CharacterCodingException e) {
      return Optional.of(
          new Failure(
              ActionStatus.TOOL_ERROR, "what it printed cannot be read: " + e.getMessage()));
    }
  }
}
