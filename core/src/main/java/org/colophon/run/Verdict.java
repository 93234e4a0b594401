package org.colophon.run;

import java.util.ArrayList;
import java.util.List;
import org.colophon.contract.StageStatus;
import org.colophon.pipeline.StageSpec.SummaryFrom;
import org.colophon.process.ProcessOutcome;
import org.colophon.secret.Redaction;

/**
 * How an attempt ended, decided from evidence: the five rules of the run contract, in their order.
 * An exit code alone means nothing, since a crash in Java or Python exits 1 and a wrong flag 2.
 *
 * @param bySummary whether this is just what the stage's own summary says
 */
record Verdict(StageStatus status, List<String> errors, List<String> warnings, boolean bySummary) {
  /** Bytes below which nothing of use can be written. */
  private static final long FULL_DISK = 64 << 10;

  Verdict {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }

  static Verdict of(
      SummaryFrom summaryFrom,
      ProcessOutcome outcome,
      SummaryReading summary,
      List<String> outputProblems) {
    if (!(outcome instanceof ProcessOutcome.Exited(int code))) {
      return error(outcome.cause() + ": the stage " + outcome.describe());
    }
    if (StageStatus.ofExitCode(code).isEmpty()) {
      return error("exit_code " + code + ": outside 0 to 3, so the stage is void");
    }
    return switch (summaryFrom) {
      case EXIT_CODE -> fromExitCode(code, outputProblems);
      case STAGE -> fromSummary(code, summary, outputProblems);
    };
  }

  /** The same, or ERROR if the stage touched what is not its own, whatever else it did. */
  Verdict withBreaches(List<String> breaches) {
    if (breaches.isEmpty()) {
      return this;
    }
    List<String> all = new ArrayList<>(breaches);
    all.addAll(errors);
    return new Verdict(StageStatus.ERROR, all, warnings, false);
  }

  /** The same; if it failed, with what it was refused, which may be why. */
  Verdict withRefusals(List<String> refusals) {
    if (status.goesOn() || refusals.isEmpty()) {
      return this;
    }
    List<String> all = new ArrayList<>(errors);
    all.addAll(refusals);
    return new Verdict(status, all, warnings, false);
  }

  /** A stage that failed where there is no room left is not to blame for it. */
  Verdict onDiskWith(long usableBytes) {
    if (status != StageStatus.ERROR || usableBytes >= FULL_DISK) {
      return this;
    }
    List<String> all = new ArrayList<>();
    all.add("disk: the file system of the run is full, " + usableBytes + " bytes are left");
    all.addAll(errors);
    return new Verdict(status, all, warnings, false);
  }

  /** The same, no secret in what it says. */
  Verdict without(Redaction redaction) {
    return new Verdict(
        status,
        errors.stream().map(redaction::redacted).toList(),
        warnings.stream().map(redaction::redacted).toList(),
        bySummary);
  }

  private static Verdict fromExitCode(int code, List<String> outputProblems) {
    if (code != 0) {
      return error("exit_code " + code + ": the program failed");
    }
    return outputProblems.isEmpty()
        ? new Verdict(StageStatus.OK, List.of(), List.of(), false)
        : new Verdict(StageStatus.ERROR, outputProblems, List.of(), false);
  }

  private static Verdict fromSummary(
      int code, SummaryReading summary, List<String> outputProblems) {
    return switch (summary) {
      case SummaryReading.Unusable(String reason) ->
          error("no_summary: the stage exited with code " + code + " and left " + reason);
      case SummaryReading.Valid valid -> fromValid(code, valid, outputProblems);
    };
  }

  private static Verdict fromValid(
      int code, SummaryReading.Valid summary, List<String> outputProblems) {
    StageStatus status = summary.status();
    if (status.exitCode() != code || summary.exitCode() != code) {
      return error(
          "summary_disagrees: the process exited with "
              + code
              + ", the summary says "
              + status
              + " and exit_code "
              + summary.exitCode());
    }
    List<String> errors = new ArrayList<>(summary.strings("errors"));
    if (status.goesOn() && !outputProblems.isEmpty()) {
      errors.addAll(0, outputProblems);
      return new Verdict(StageStatus.ERROR, errors, summary.strings("warnings"), false);
    }
    return new Verdict(status, errors, summary.strings("warnings"), true);
  }

  private static Verdict error(String message) {
    return new Verdict(StageStatus.ERROR, List.of(message), List.of(), false);
  }
}
