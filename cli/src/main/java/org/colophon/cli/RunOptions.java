package org.colophon.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.reuse.ReuseStore.Trust;
import org.colophon.run.ExperimentName;
import org.colophon.run.ReuseRule;
import org.colophon.run.RunRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code run} is asked for, and {@code plan} says what would become of it. */
final class RunOptions {
  @Option(
      names = {"-x", "--experiment"},
      required = true,
      paramLabel = "NAME",
      description = "Name of the run: letters, digits, '.', '_' and '-'.")
  private String experiment = "";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Config of the experiment, YAML or JSON.")
  private @Nullable Path config;

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description = "Pipeline file to use instead of the one that the config names.")
  private @Nullable Path pipeline;

  @Option(names = "--from", paramLabel = "NN", description = "First stage, by number or id.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "NN", description = "Last stage, by number or id.")
  private @Nullable String to;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a value of the config; the value is YAML. Can be repeated.")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--input",
      paramLabel = "ALIAS=PATH",
      description = "Take an input from outside the run. Can be repeated.")
  private Map<String, Path> inputs = new LinkedHashMap<>();

  @Option(names = "--seed", paramLabel = "N", description = "Override the seed of the config.")
  private @Nullable Long seed;

  @Mixin private ProfileOption profile = new ProfileOption();

  @Option(names = "--resume", description = "Keep stages that are published already.")
  private boolean resume;

  @Option(
      names = "--keep-going",
      description = "After a stage that failed, run those that do not depend on it.")
  private boolean keepGoing;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description =
          "Take the config of --experiment, with what --config, --set and --seed change, to a new"
              + " run of this name. Stages before --from are not run; what they made is taken from"
              + " --experiment.")
  private @Nullable String as;

  @Option(
      names = "--no-reuse",
      description = "Run every stage that is asked for, and store nothing for other runs.")
  private boolean noReuse;

  @Option(
      names = "--force",
      paramLabel = "NN",
      description = "Run this stage in any case, by number or id. Can be repeated.")
  private Set<String> forced = new LinkedHashSet<>();

  @Option(
      names = "--reuse-warnings",
      description = "Reuse stages that ended WARNING too, not only those that ended OK.")
  private boolean reuseWarnings;

  @Option(
      names = "--trust-stat",
      description =
          "Believe what is stored by size and time, instead of hashing all of it before it is"
              + " used.")
  private boolean trustStat;

  String experiment() {
    return experiment;
  }

  /**
   * The request.
   *
   * @param command that is asked, for the audit log
   */
  RunRequest request(String command) {
    return new RunRequest(
        new ExperimentName(experiment),
        Optional.ofNullable(config),
        Optional.ofNullable(pipeline),
        Optional.ofNullable(from),
        Optional.ofNullable(to),
        sets,
        Place.inputs(inputs),
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
        profile.name(),
        resume,
        keepGoing,
        Optional.ofNullable(as).map(ExperimentName::new),
        new ReuseRule(!noReuse, reuseWarnings, trustStat ? Trust.STAT : Trust.CONTENT, forced),
        arguments(command));
  }

  /** The command line as it can be typed again, for the audit log. */
  private List<String> arguments(String command) {
    List<String> arguments = new ArrayList<>(List.of(command, "--experiment", experiment));
    add(arguments, "--config", config);
    add(arguments, "--pipeline", pipeline);
    add(arguments, "--from", from);
    add(arguments, "--to", to);
    sets.forEach(set -> add(arguments, "--set", set));
    inputs.forEach((alias, path) -> add(arguments, "--input", alias + "=" + path));
    add(arguments, "--seed", seed);
    if (!profile.isDefault()) {
      add(arguments, "--env", profile.name());
    }
    if (resume) {
      arguments.add("--resume");
    }
    if (keepGoing) {
      arguments.add("--keep-going");
    }
    add(arguments, "--as", as);
    if (noReuse) {
      arguments.add("--no-reuse");
    }
    forced.forEach(stage -> add(arguments, "--force", stage));
    if (reuseWarnings) {
      arguments.add("--reuse-warnings");
    }
    if (trustStat) {
      arguments.add("--trust-stat");
    }
    return arguments;
  }

  /** What to type to go on; config and inputs are known to the run. */
  List<String> resuming(CommonOptions common) {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--experiment", as == null ? experiment : as));
    add(arguments, "--from", from);
    add(arguments, "--to", to);
    if (!profile.isDefault()) {
      add(arguments, "--env", profile.name());
    }
    arguments.add("--resume");
    common.givenRunsDir().ifPresent(folder -> add(arguments, "--runs-dir", "'" + folder + "'"));
    return arguments;
  }

  /**
   * A plan says all that a run needs to know.
   *
   * @throws BadRequest if something else is asked for at the same time
   */
  void requireOnly(String planned, Path file) {
    if (!planned.equals(experiment)) {
      throw new BadRequest(file + " plans experiment " + planned + ", not " + experiment);
    }
    if (arguments("run").size() > 3) {
      throw new BadRequest(
          "--plan takes no other option of the run, since the plan has them: "
              + String.join(" ", arguments("run").subList(3, arguments("run").size())));
    }
  }

  private static void add(List<String> arguments, String name, @Nullable Object value) {
    if (value != null) {
      arguments.add(name);
      arguments.add(value.toString());
    }
  }
}
