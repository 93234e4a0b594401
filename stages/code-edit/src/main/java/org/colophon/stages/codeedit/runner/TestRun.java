package org.colophon.stages.codeedit.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.process.ProcessOutcome;
import org.colophon.stages.codeedit.runner.Launcher.Ended;
import org.colophon.stages.codeedit.runner.TestResult.Status;
import org.colophon.stages.codeedit.workspace.Workspace;

/** Runs the tests of a task on a copy of its files, confined; the copy is all they can write. */
final class TestRun {
  private static final int LONGEST_S = 600;
  private static final int SIGKILL = 9;
  private static final int SIGXCPU = 24;

  private final Launcher launcher;
  private final Budget budget;
  private final Set<String> programs;

  TestRun(Launcher launcher, Budget budget, Set<String> programs) {
    this.launcher = launcher;
    this.budget = budget;
    this.programs = Set.copyOf(programs);
  }

  TestResult run(Workspace workspace, TestSpec spec) throws IOException {
    Optional<String> fault = fault(spec);
    if (fault.isPresent()) {
      return new TestResult(
          Status.INVALID_SPEC,
          fault.get(),
          Optional.empty(),
          Optional.empty(),
          Printed.NOTHING,
          Printed.NOTHING,
          Usage.nothing("none"));
    }
    Path copy = workspace.layCopy();
    Ended ended =
        launcher.run(
            workspace,
            new Launcher.Launch(spec.argv(), copy, List.of(), List.of(copy)),
            budget.within(Duration.ofSeconds(spec.timeoutS())));
    Optional<JunitXml.Counts> counts =
        spec.junitXml().isPresent() ? JunitXml.read(copy, spec.junitXml().get()) : Optional.empty();
    Status status = status(ended.outcome(), spec, counts);
    return new TestResult(
        status,
        status == Status.PASSED ? "" : reason(ended.outcome(), spec, counts),
        ended.outcome() instanceof ProcessOutcome.Exited(int code)
            ? Optional.of(code)
            : Optional.empty(),
        counts,
        Printed.of(ended.stdout()),
        Printed.of(ended.stderr()),
        ended.usage());
  }

  private Optional<String> fault(TestSpec spec) {
    if (spec.argv().isEmpty() || !programs.contains(spec.argv().getFirst())) {
      return Optional.of(
          "tests are started with one of " + new TreeSet<>(programs) + ", not " + spec.argv());
    }
    if (spec.argv().stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
      return Optional.of("an argument contains a NUL");
    }
    return spec.timeoutS() < 1 || spec.timeoutS() > LONGEST_S
        ? Optional.of("timeout_s is 1 to " + LONGEST_S + ", not " + spec.timeoutS())
        : Optional.empty();
  }

  private static Status status(
      ProcessOutcome outcome, TestSpec spec, Optional<JunitXml.Counts> counts) {
    boolean noReport = spec.junitXml().isPresent() && counts.isEmpty();
    int failures = counts.map(JunitXml.Counts::failures).orElse(0);
    int errors = counts.map(JunitXml.Counts::errors).orElse(0);
    return switch (outcome) {
      case ProcessOutcome.Exited(int code) when code == 0 && noReport -> Status.ERRORS;
      case ProcessOutcome.Exited(int code) when code == 0 && failures == 0 && errors == 0 ->
          Status.PASSED;
      case ProcessOutcome.Exited _ when failures == 0 && (errors > 0 || noReport) -> Status.ERRORS;
      case ProcessOutcome.Exited _ -> Status.FAILED;
      case ProcessOutcome.TimedOut _ -> Status.TIMEOUT;
      case ProcessOutcome.Killed(int signal) when signal == SIGXCPU -> Status.TIMEOUT;
      case ProcessOutcome.Killed(int signal) when signal == SIGKILL -> Status.OOM;
      case ProcessOutcome.OutOfMemory _ -> Status.OOM;
      case ProcessOutcome.Killed _,
          ProcessOutcome.TooManyProcesses _,
          ProcessOutcome.TooMuchDisk _,
          ProcessOutcome.OutputTooLarge _,
          ProcessOutcome.LogNotWritten _,
          ProcessOutcome.Lost _,
          ProcessOutcome.NotStarted _,
          ProcessOutcome.Interrupted _ ->
          Status.ERRORS;
    };
  }

  private static String reason(
      ProcessOutcome outcome, TestSpec spec, Optional<JunitXml.Counts> counts) {
    return counts
        .map(found ->
            "%s; %d of %d failed, %d errors"
                .formatted(outcome.describe(), found.failures(), found.tests(), found.errors()))
        .orElse(outcome.describe() + spec.junitXml().map(file -> "; no report " + file).orElse(""));
  }
}
