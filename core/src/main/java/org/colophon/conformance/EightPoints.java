package org.colophon.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.colophon.conformance.Evidence.Cause;
import org.colophon.conformance.Evidence.OfInput;
import org.colophon.conformance.Evidence.OfOutput;
import org.colophon.conformance.Evidence.Spoiled;
import org.colophon.conformance.Point.Finding;
import org.colophon.contract.StageStatus;
import org.colophon.pipeline.StageSpec.SummaryFrom;
import org.colophon.sandbox.Promise;

/**
 * What the evidence says of each point of section 9 of the run contract, "definition of done for a
 * stage".
 */
final class EightPoints {
  private final Evidence evidence;
  private final Trial first;
  private final Trial second;

  private EightPoints(Evidence evidence) {
    this.evidence = evidence;
    this.first = evidence.first();
    this.second = evidence.second();
  }

  static Conformance judge(Evidence evidence, String pipeline) {
    EightPoints points = new EightPoints(evidence);
    return Conformance.of(
        evidence.stage().id(),
        pipeline,
        List.of(
            points.acceptsTheExperiment(),
            points.readsAliasOrManifest(),
            points.validatesInputs(),
            points.writesTheCanonicalLayout(),
            points.validatesOutputs(),
            points.updatesTheManifest(),
            points.leavesSummaryAndLogs(),
            points.passesTheSmoke()),
        points.repeatable());
  }

  private Point acceptsTheExperiment() {
    Tally tally = new Tally("accepts --experiment or EXPERIMENT");
    if (byExitCode()) {
      tally.holdsIf(
          first.goesOn() && second.goesOn(),
          "given the name in EXPERIMENT, it ended %s and %s; its summary is core's"
              .formatted(first.entry().status(), second.entry().status()));
    } else {
      tally.holdsIf(
          first.ownSummary() && second.ownSummary(),
          "run as %s: %s; as %s: %s"
              .formatted(first.experiment(), named(first), second.experiment(), named(second)));
    }
    if (evidence
        .cause()
        .filter(cause -> cause != Cause.CHANCE && cause != Cause.PLACE)
        .isPresent()) {
      tally.fails("its outputs depend on the name of the experiment");
    } else if (sameOutputs()) {
      tally.holds("its outputs do not depend on the name");
    }
    return tally.point();
  }

  private static String named(Trial trial) {
    return trial.ownSummary()
        ? "its summary says " + trial.summary().path("experiment").asString()
        : trial.ending();
  }

  private Point readsAliasOrManifest() {
    Tally tally = new Tally("reads inputs from alias or manifest");
    if (evidence.kept().contains(Promise.NO_OUTSIDE_READS)) {
      tally.holdsIf(
          first.goesOn(),
          evidence.sandbox() + " let it read its inputs, its code and the system, nothing else");
    } else {
      tally.notShown(
          evidence.sandbox() + " does not keep a stage from reading elsewhere; use bubblewrap");
    }
    if (evidence.stage().inputs().isEmpty()) {
      return tally.holds("it declares no input").point();
    }
    if (evidence.inputs().stream().noneMatch(OfInput::given)) {
      return tally
          .notShown("it was given none of its inputs; " + wayToGive(evidence.inputs()))
          .point();
    }
    tally.holdsIf(
        second.goesOn() || !first.goesOn(),
        "with copies of its inputs in another place it ended " + second.ending());
    if (evidence
        .cause()
        .filter(cause -> cause == Cause.PLACE || cause == Cause.NAME_AND_PLACE)
        .isPresent()) {
      tally.fails("its outputs depend on where its inputs lie");
    } else if (sameOutputs()) {
      tally.holds("its outputs do not depend on where its inputs lie");
    }
    return tally.point();
  }

  private static String wayToGive(List<OfInput> inputs) {
    return "give "
        + inputs.stream()
            .map(input -> "--input " + input.alias() + "=PATH")
            .collect(Collectors.joining(" or "));
  }

  private Point validatesInputs() {
    Tally tally = new Tally("validates inputs");
    if (evidence.inputs().isEmpty()) {
      return tally.holds("it declares no input").point();
    }
    for (OfInput input : evidence.inputs()) {
      refused(
          tally, input.alias(), "missing", input.missing(), "missing_artifact: " + input.alias());
      ungatedMissing(tally, input);
      if (input.spoiled().isPresent()) {
        spoiled(tally, input, input.spoiled().get());
      } else if (input.given()) {
        tally.notJudged(input.alias() + ": " + takesAnyBytes(input.declared().type().toString()));
      } else {
        tally.notShown(
            input.alias() + ": none was given to spoil; give --input " + input.alias() + "=PATH");
      }
    }
    return tally.point();
  }

  private static String takesAnyBytes(String type) {
    return type
        + " takes any bytes, so that nothing judges them; a schema that asks for more would";
  }

  private static void refused(Tally tally, String alias, String how, Trial trial, String wanted) {
    boolean refused =
        trial.entry().status() == StageStatus.INCOMPLETE
            && !trial.started()
            && trial.failedWith(wanted);
    tally.holdsIf(
        refused,
        "%s %s: %s"
            .formatted(
                alias,
                how,
                refused ? "refused by the gate, not started" : "not refused: " + trial.ending()));
  }

  private void ungatedMissing(Tally tally, OfInput input) {
    Trial trial = input.missingUngated();
    boolean stops =
        trial.entry().status() == StageStatus.INCOMPLETE
            || trial.entry().status() == StageStatus.ERROR;
    boolean fair = speaksForItself(trial) && (stops || input.declared().optional());
    tally.holdsIf(
        fair,
        input.alias()
            + (input.declared().optional() ? " left out (optional)" : " missing, past the gate")
            + ": the stage itself ended "
            + trial.ending());
  }

  private void spoiled(Tally tally, OfInput input, Spoiled spoiled) {
    String how = spoiled.damage().words();
    refused(tally, input.alias(), how, spoiled.gated(), "invalid_artifact: " + input.alias());
    Trial trial = spoiled.ungated();
    boolean noticed = trial.entry().status() != StageStatus.OK;
    tally.holdsIf(
        noticed && speaksForItself(trial),
        "%s %s, past the gate: the stage itself ended %s"
            .formatted(input.alias(), how, trial.ending()));
  }

  /** It ended with a summary of its own rather than by a crash; a tool has only its exit code. */
  private boolean speaksForItself(Trial trial) {
    return byExitCode() || trial.ownSummary();
  }

  private Point writesTheCanonicalLayout() {
    Tally tally = new Tally("produces outputs in the canonical layout");
    if (!first.goesOn()) {
      boolean misplaced =
          first.failedWith(
              "missing_output", "undeclared_output", "outside_write", "changed_record");
      return tally.failsIfElseNotShown(misplaced, first.ending()).point();
    }
    for (OfOutput output : evidence.outputs()) {
      tally.holdsIf(
          output.linked(),
          "%d %s in %s, %s the alias %s"
              .formatted(
                  output.files(),
                  output.files() == 1 ? "file" : "files",
                  output.path(),
                  output.linked() ? "seen through" : "not seen through",
                  output.alias()));
    }
    if (evidence.outputs().isEmpty()) {
      tally.holds("it declares no output that it had to write, and left none");
    }
    tally.holdsIf(evidence.strayFileRefused(), "a file that nothing declares is refused");
    return tally.point();
  }

  private Point validatesOutputs() {
    Tally tally = new Tally("validates outputs");
    if (!first.goesOn()) {
      return tally.failsIfElseNotShown(first.failedWith("invalid_output"), first.ending()).point();
    }
    for (OfOutput output : evidence.outputs()) {
      if (output.damage().isPresent()) {
        tally.holds(output.alias() + ": valid as " + output.type());
        tally.holdsIf(
            output.refused(),
            "%s %s: %s"
                .formatted(
                    output.alias(),
                    output.damage().get().words(),
                    output.refused() ? "refused by the check of outputs" : "not refused"));
      } else {
        tally.notJudged(output.alias() + ": " + takesAnyBytes(output.type()));
      }
    }
    if (evidence.outputs().isEmpty()) {
      tally.holds("it left no output");
    }
    return tally.point();
  }

  private Point updatesTheManifest() {
    Tally tally = new Tally("updates the manifest");
    if (!first.goesOn()) {
      return tally.notShown(first.ending()).point();
    }
    tally.holds(
        "run_manifest.json has %d %s and %d %s, each with its SHA-256"
            .formatted(
                first.entry().inputs().size(),
                first.entry().inputs().size() == 1 ? "input" : "inputs",
                first.entry().outputs().size(),
                first.entry().outputs().size() == 1 ? "output" : "outputs"));
    tally.holdsIf(
        evidence.verification().differences().isEmpty(),
        evidence.verification().differences().isEmpty()
            ? "verify found all %d files of the run as it says"
                .formatted(evidence.verification().files())
            : "verify found differences: " + evidence.verification().differences());
    return tally.point();
  }

  private Point leavesSummaryAndLogs() {
    Tally tally = new Tally("writes summary and logs");
    tally.holdsIf(
        byExitCode() || first.ownSummary(),
        byExitCode()
            ? "stage_summary.json is core's, from the exit code, as the pipeline file asks"
            : first.ownSummary() ? "stage_summary.json is valid and its own" : first.ending());
    tally.holdsIf(
        evidence.missingRecords().isEmpty(),
        evidence.missingRecords().isEmpty()
            ? "cmd.txt, meta_env.json, stage_inputs.json, logs/stdout.log and logs/stderr.log are there"
            : "missing: " + String.join(", ", evidence.missingRecords()));
    return tally.point();
  }

  private Point passesTheSmoke() {
    return new Tally("passes the smoke run")
        .holdsIf(first.goesOn(), "with this config it ended " + first.ending())
        .point();
  }

  private Point repeatable() {
    Tally tally = new Tally("gives the same bytes twice");
    if (sameOutputs()) {
      tally.holds(
          "the digests of all %d outputs are the same in two runs"
              .formatted(first.digests().size()));
    } else if (evidence.cause().isPresent()) {
      Cause cause = evidence.cause().get();
      tally.holdsIf(
          cause != Cause.CHANCE,
          "two runs gave different bytes, by "
              + cause.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    } else {
      tally.notShown("it did not end well twice");
    }
    return tally.point();
  }

  private boolean sameOutputs() {
    return first.goesOn() && second.goesOn() && evidence.cause().isEmpty();
  }

  private boolean byExitCode() {
    return evidence.stage().summary() == SummaryFrom.EXIT_CODE;
  }

  /** Gathers the lines of one point; the worst of them is its finding. */
  private static final class Tally {
    private final String title;
    private final List<String> lines = new ArrayList<>();
    private Finding worst = Finding.HOLDS;

    Tally(String title) {
      this.title = title;
    }

    Tally holds(String line) {
      lines.add(line);
      return this;
    }

    Tally fails(String line) {
      worst = Finding.DOES_NOT_HOLD;
      lines.add("NOT: " + line);
      return this;
    }

    Tally notJudged(String line) {
      worst = worst == Finding.HOLDS ? Finding.NOT_JUDGED : worst;
      lines.add("not judged: " + line);
      return this;
    }

    Tally notShown(String line) {
      worst = worst == Finding.DOES_NOT_HOLD ? worst : Finding.NOT_SHOWN;
      lines.add("not shown: " + line);
      return this;
    }

    Tally holdsIf(boolean seen, String line) {
      return seen ? holds(line) : fails(line);
    }

    Tally failsIfElseNotShown(boolean seen, String line) {
      return seen ? fails(line) : notShown(line);
    }

    Point point() {
      return new Point(title, worst, lines);
    }
  }
}
