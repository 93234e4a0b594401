package org.colophon.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.colophon.config.Profile;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.StageSpec;
import org.colophon.process.Command;
import org.colophon.process.ResourceLimits;
import org.colophon.sandbox.Confined;
import org.colophon.sandbox.Limits;
import org.colophon.sandbox.Network;
import org.colophon.sandbox.PolicyRefused;
import org.colophon.sandbox.Promise;
import org.colophon.sandbox.Sandbox;
import org.colophon.sandbox.SandboxPolicy;

/**
 * How one stage would be confined on this machine: what it may touch, who keeps that, by which
 * command line, and what nobody does.
 *
 * @param note why there is no sandbox; empty if there is one
 * @param refused why the stage would not even be started; empty if it would
 * @param programs the machine's programs that it sees; empty for all
 * @param image what it finds in its container; empty if it runs in none
 * @param environment names of the variables that it sees
 * @param secrets names of further ones, whose values nobody writes down
 * @param signals whom it may send signals to
 * @param limits by resource, what the sandbox keeps
 * @param notPromised what the backend does not claim to keep at all
 * @param notEnforced what this machine does not allow
 * @param argv what would be started
 * @param commandLine the same for a shell
 */
public record SandboxExplanation(
    String stage,
    String profile,
    String backend,
    String image,
    String note,
    String refused,
    List<Path> readable,
    List<Path> writable,
    String network,
    List<Path> programs,
    boolean executes,
    List<String> environment,
    List<String> secrets,
    String signals,
    Map<String, Long> limits,
    @JsonProperty("wall_time_s") long wallTimeSeconds,
    long outputBytes,
    long diskBytes,
    List<String> notPromised,
    List<String> notEnforced,
    List<String> argv,
    String commandLine) {

  /**
   * Confines the stage, and starts nothing.
   *
   * @param folder an existing, empty folder that stands for the stage's own
   * @param inputs what it would be given to read
   */
  public static SandboxExplanation of(
      Pipeline pipeline,
      StageSpec stage,
      Profile profile,
      Installation installation,
      SandboxChoice choice,
      Path folder,
      List<Path> inputs)
      throws IOException {
    StageFolder place = new StageFolder(folder);
    StageLimits limits = new StageLimits(stage, profile);
    StageLaunch launch =
        new StageLaunch(
            pipeline,
            stage,
            new RunDirectory(folder.resolveSibling("run")),
            place,
            List.of(),
            installation,
            limits);
    Command command = launch.command("EXPERIMENT", 0, Optional.empty());
    SandboxPolicy policy = launch.policy(command).alsoReading(inputs);
    return explain(stage, profile, choice, command, policy, limits);
  }

  private static SandboxExplanation explain(
      StageSpec stage,
      Profile profile,
      SandboxChoice choice,
      Command command,
      SandboxPolicy policy,
      StageLimits limits)
      throws IOException {
    ResourceLimits byRunner = limits.byRunner(policy.writable().getFirst());
    Answer answer = confine(choice.sandbox(), command, policy, limits);
    return new SandboxExplanation(
        stage.id(),
        profile.name(),
        choice.sandbox().kind().label(),
        choice.image().orElse(""),
        choice.note(),
        answer.refused(),
        policy.readable(),
        policy.writable(),
        describe(policy.network()),
        policy.programs().orElse(List.of()),
        policy.executes(),
        List.copyOf(command.environment().keySet()),
        stage.secrets(),
        policy.signals().text(),
        amounts(policy.limits()),
        byRunner.wallTime().toSeconds(),
        byRunner.outputBytes(),
        byRunner.disk().map(disk -> disk.bytes()).orElse(0L),
        notPromised(choice.sandbox()),
        answer.notEnforced(),
        answer.command().argv(),
        answer.command().quoted());
  }

  private record Answer(Command command, List<String> notEnforced, String refused) {}

  private static Answer confine(
      Sandbox sandbox, Command command, SandboxPolicy policy, StageLimits limits)
      throws IOException {
    if (limits.excess().isPresent()) {
      return new Answer(command, List.of(), limits.excess().get());
    }
    try (Confined confined = sandbox.confine(command, policy)) {
      return new Answer(confined.command(), confined.notEnforced(), "");
    } catch (PolicyRefused e) {
      return new Answer(command, List.of(), String.valueOf(e.getMessage()));
    }
  }

  private static String describe(Network network) {
    return switch (network) {
      case Network.None() -> "none";
      case Network.Hosts(var rules, var notPublic) ->
          "hosts "
              + joined(rules)
              + (notPublic.isEmpty() ? "" : "; also at the addresses " + joined(notPublic));
      case Network.Host() -> "host";
    };
  }

  private static String joined(List<?> items) {
    return items.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static Map<String, Long> amounts(Limits limits) {
    Map<String, Long> amounts = new LinkedHashMap<>();
    limits.of().forEach((resource, limit) -> amounts.put(resource.label(), limit.amount()));
    return amounts;
  }

  private static List<String> notPromised(Sandbox sandbox) {
    List<String> missing = new ArrayList<>();
    for (Promise promise : Promise.values()) {
      if (!sandbox.promises().contains(promise)) {
        missing.add(promise.text());
      }
    }
    return missing;
  }
}
