package org.colophon.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the user asked for, as the command line gives it.
 *
 * @param config the config file; an existing run goes on with its frozen config without one
 * @param pipeline a pipeline file that stands in for the one the config names
 * @param inputs inputs from outside the run by alias; they win over the config's
 * @param resume skip stages that are published already
 * @param keepGoing after a stage that failed, run those that do not depend on it
 * @param as the new experiment that a changed config of {@code experiment} goes to
 * @param reuse whether stages whose key is known are reused
 * @param arguments the command line, for the audit log
 */
public record RunRequest(
    ExperimentName experiment,
    Optional<Path> config,
    Optional<Path> pipeline,
    Optional<String> from,
    Optional<String> to,
    List<String> sets,
    Map<String, Path> inputs,
    OptionalLong seed,
    String profile,
    boolean resume,
    boolean keepGoing,
    Optional<ExperimentName> as,
    ReuseRule reuse,
    List<String> arguments) {

  /** A request in which every stage that is asked for runs. */
  public RunRequest(
      ExperimentName experiment,
      Optional<Path> config,
      Optional<Path> pipeline,
      Optional<String> from,
      Optional<String> to,
      List<String> sets,
      Map<String, Path> inputs,
      OptionalLong seed,
      String profile,
      boolean resume,
      boolean keepGoing,
      Optional<ExperimentName> as,
      List<String> arguments) {
    this(
        experiment,
        config,
        pipeline,
        from,
        to,
        sets,
        inputs,
        seed,
        profile,
        resume,
        keepGoing,
        as,
        ReuseRule.NEVER,
        arguments);
  }

  public RunRequest {
    sets = List.copyOf(sets);
    inputs = Map.copyOf(inputs);
    arguments = List.copyOf(arguments);
  }

  /** A request of a command that makes its plan itself, for the audit log. */
  public static RunRequest ofCommand(
      ExperimentName experiment, String profile, List<String> arguments) {
    return new RunRequest(
        experiment,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Map.of(),
        OptionalLong.empty(),
        profile,
        false,
        false,
        Optional.empty(),
        arguments);
  }

  /** The same, with paths that hold wherever it is read. */
  public RunRequest absolute() {
    return new RunRequest(
        experiment,
        config.map(Path::toAbsolutePath),
        pipeline.map(Path::toAbsolutePath),
        from,
        to,
        sets,
        inputs,
        seed,
        profile.contains("/") || profile.endsWith(".yaml")
            ? Path.of(profile).toAbsolutePath().toString()
            : profile,
        resume,
        keepGoing,
        as,
        reuse,
        arguments);
  }

  /** The same, asked for by another command line. */
  public RunRequest askedBy(List<String> commandLine) {
    return new RunRequest(
        experiment,
        config,
        pipeline,
        from,
        to,
        sets,
        inputs,
        seed,
        profile,
        resume,
        keepGoing,
        as,
        reuse,
        commandLine);
  }

  /**
   * A trial of a sweep: the same with more changes to the config, going on where it was.
   *
   * @param changes as for {@code --set}
   */
  public RunRequest ofTrial(ExperimentName trial, List<String> changes) {
    List<String> more = new ArrayList<>(sets);
    more.addAll(changes);
    return new RunRequest(
        trial, config, pipeline, from, to, more, inputs, seed, profile, true, keepGoing, as, reuse,
        arguments);
  }

  /** The same for another experiment. */
  RunRequest named(ExperimentName other) {
    return new RunRequest(
        other, config, pipeline, from, to, sets, inputs, seed, profile, resume, keepGoing, as,
        reuse, arguments);
  }
}
