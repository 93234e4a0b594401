package org.colophon.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;
import org.colophon.control.Control.Kind;
import org.colophon.control.Judgement.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class JudgementTest {
  private static final String FILE = "verdicts/all.json";
  private static final String PASS = "{\"systems\": [{\"id\": \"x\", \"verdict\": \"PASS\"}]}";
  private static final String FAIL = "{\"systems\": [{\"id\": \"x\", \"verdict\": \"FAIL\"}]}";
  private static final List<VerdictRule> RULES =
      List.of(
          new VerdictRule("early/{subject}.json", "/family", new Match.IsNot(text("unknown"))),
          new VerdictRule(FILE, "/systems/id={subject}/verdict", new Match.Is(text("PASS"))));

  @Test
  void aControlThatIsRejectedForItsReasonIsHeld() {
    Judgement judgement =
        Judgement.of(negative(), RULES, run(StageStatus.WARNING, "failed: [G4]", FAIL));
    assertThat(judgement.differences()).isEmpty();
    assertThat(judgement.verdict()).isEqualTo(Verdict.REJECTED);
    assertThat(judgement.decisiveSeen()).isEqualTo(2);
  }

  @Test
  void aControlThatPassesIsNotHeldAndSaysWhatCameInstead() {
    Judgement judgement = Judgement.of(negative(), RULES, run(StageStatus.OK, "", PASS));
    assertThat(judgement.holds()).isFalse();
    assertThat(judgement.verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(judgement.decisiveSeen()).isZero();
    assertThat(judgement.differences())
        .containsExactly(
            "verdict: expected REJECTED, came ACCEPTED",
            "exit code: expected 1, came 0",
            "04_judge: expected WARNING, came OK",
            "04_judge: expected the warning \"failed: [G4]\", came no warning",
            "verdicts/all.json /systems/id=x/verdict: expected \"FAIL\", came \"PASS\"");
  }

  @Test
  void aRejectionForAnotherReasonIsNotEnough() {
    Judgement judgement =
        Judgement.of(negative(), RULES, run(StageStatus.WARNING, "failed: [G5]", FAIL));
    assertThat(judgement.verdict()).isEqualTo(Verdict.REJECTED);
    assertThat(judgement.decisiveSeen()).isEqualTo(1);
    assertThat(judgement.differences())
        .containsExactly("04_judge: expected the warning \"failed: [G4]\", came failed: [G5]");
  }

  @Test
  void aRunThatBreaksIsNoRejection() {
    Judgement judgement = Judgement.of(negative(), RULES, run(StageStatus.ERROR, "", FAIL));
    assertThat(judgement.verdict()).isEqualTo(Verdict.NONE);
    assertThat(judgement.holds()).isFalse();
  }

  @Test
  void aRunThatIsRefusedIsRejectedWhateverItsEarlierStagesSaid() {
    assertThat(Judgement.of(negative(), RULES, run(StageStatus.INCOMPLETE, "", PASS)).verdict())
        .isEqualTo(Verdict.REJECTED);
  }

  @Test
  void theLastVerdictCounts() {
    FinishedRun run =
        new FinishedRun(
            manifest(StageStatus.OK, ""),
            Map.of("early/x.json", json("{\"family\": \"ads\"}"), FILE, json(FAIL)));
    assertThat(Judgement.of(negative(), RULES, run).verdict()).isEqualTo(Verdict.REJECTED);
    FinishedRun early =
        new FinishedRun(
            manifest(StageStatus.OK, ""), Map.of("early/x.json", json("{\"family\": \"ads\"}")));
    assertThat(Judgement.of(negative(), RULES, early).verdict()).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void aPositiveControlMustBeAcceptedByAVerdict() {
    Control positive = control(Kind.POSITIVE, 0, StageStatus.OK, List.of(value("PASS")));
    assertThat(Judgement.of(positive, RULES, run(StageStatus.OK, "", PASS)).holds()).isTrue();
    FinishedRun silent = new FinishedRun(manifest(StageStatus.OK, ""), Map.of());
    assertThat(Judgement.of(positive, RULES, silent).differences())
        .contains(
            "verdict: expected ACCEPTED, came NONE",
            "verdicts/all.json /systems/id=x/verdict: expected \"PASS\", came no such file");
  }

  @Test
  void aStageMoreOrLessThanSpecifiedIsADifference() {
    Control other =
        new Control(
            "c",
            Kind.NEGATIVE,
            "about",
            "source",
            "x",
            Path.of("c.yaml"),
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            1,
            Map.of("05_more", StageStatus.OK),
            List.of(value("FAIL")),
            List.of());
    assertThat(Judgement.of(other, RULES, run(StageStatus.WARNING, "why", FAIL)).differences())
        .containsExactly(
            "04_judge: expected not to run, came WARNING (why)",
            "05_more: expected OK, came that it did not run");
  }

  @Test
  void whatHoldsForAllMustHoldForEach() {
    Check all =
        new Check.Value(
            FILE, "/systems/*/d", ValuePath.parse("/systems/*/d"), new Match.Is(json("3")));
    FinishedRun one =
        new FinishedRun(
            manifest(StageStatus.OK, ""),
            Map.of(FILE, json("{\"systems\": [{\"d\": 3.0}, {\"d\": 4}, {\"d\": 5}]}")));
    assertThat(all.difference(one)).contains(FILE + " /systems/*/d: expected 3, came 4, 5");
    FinishedRun none =
        new FinishedRun(manifest(StageStatus.OK, ""), Map.of(FILE, json("{\"systems\": []}")));
    assertThat(all.difference(none))
        .contains(FILE + " /systems/*/d: expected 3, came nothing there");
  }

  @ParameterizedTest
  @CsvSource({"2.0004, true", "1.9996, true", "2.0006, false", "'\"2\"', false", "null, false"})
  void nearIsWithinItsTolerance(String value, boolean holds) {
    assertThat(new Match.Near(2, 0.0005).holds(json(value))).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({"1, false", "1.5, true", "2, false", "'\"1.5\"', false", "null, false"})
  void betweenIsStrict(String value, boolean holds) {
    Match match = new Match.Between(OptionalDouble.of(1), OptionalDouble.of(2));
    assertThat(match.holds(json(value))).isEqualTo(holds);
  }

  @Test
  void ratesAreOfNegativesThatWereJudgedAndRejectionsThatWereSpecified() {
    Control control = negative();
    ControlReport report =
        ControlReport.of(
            "p",
            4,
            List.of(
                outcome(control, run(StageStatus.WARNING, "failed: [G4]", FAIL)),
                outcome(control, run(StageStatus.OK, "", PASS)),
                outcome(control, run(StageStatus.ERROR, "", FAIL))));
    assertThat(report.falsePositiveRate()).hasValue(0.5);
    assertThat(report.coverage()).hasValue(3 / 6.0);
    assertThat(report.counts().held()).isEqualTo(1);
    assertThat(report.held()).isFalse();
  }

  @Test
  void aLaneThatWasCutShortIsNotHeld() {
    ControlOutcome held = outcome(negative(), run(StageStatus.WARNING, "failed: [G4]", FAIL));
    assertThat(ControlReport.of("p", 1, List.of(held)).held()).isTrue();
    assertThat(ControlReport.of("p", 2, List.of(held)).held()).isFalse();
    assertThat(ControlReport.of("p", 1, List.of()).falsePositiveRate()).isEmpty();
  }

  private static ControlOutcome outcome(Control control, FinishedRun run) {
    return ControlOutcome.of(
        control,
        Judgement.of(control, RULES, run),
        run.manifest(),
        1,
        Path.of("runs/c"),
        List.of("run"));
  }

  private static Control negative() {
    return control(
        Kind.NEGATIVE,
        1,
        StageStatus.WARNING,
        List.of(new Check.Said("04_judge", Check.Line.WARNING, "failed: [G4]"), value("FAIL")));
  }

  private static Control control(
      Kind kind, int exitCode, StageStatus status, List<Check> decisive) {
    return new Control(
        "c",
        kind,
        "about",
        "source",
        "x",
        Path.of("c.yaml"),
        List.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        exitCode,
        Map.of("04_judge", status),
        decisive,
        List.of());
  }

  private static Check value(String verdict) {
    String at = "/systems/id=x/verdict";
    return new Check.Value(FILE, at, ValuePath.parse(at), new Match.Is(text(verdict)));
  }

  private static FinishedRun run(StageStatus status, String warning, String document) {
    return new FinishedRun(manifest(status, warning), Map.of(FILE, json(document)));
  }

  private static RunManifest manifest(StageStatus status, String warning) {
    StageEntry entry =
        new StageEntry(
            "04_judge",
            "1",
            status,
            status.exitCode(),
            RunManifest.Disposition.EXECUTED,
            List.of(),
            "local",
            "none",
            "",
            7,
            "",
            "",
            "",
            List.of(),
            List.of(),
            List.of(),
            warning.isEmpty() ? List.of() : List.of(warning),
            List.of(),
            List.of(),
            null);
    return new RunManifest(
        RunManifest.SCHEMA_NAME,
        RunManifest.SCHEMA_VERSION,
        "c",
        status,
        status.exitCode(),
        "",
        new RunManifest.PipelineRef("p", ""),
        "",
        7,
        new RunManifest.Git("unknown", false, null),
        RunManifest.AliasKind.LINK,
        new RunManifest.JournalRef(1, ""),
        List.of(entry));
  }

  private static JsonNode text(String value) {
    return Json.mapper().getNodeFactory().stringNode(value);
  }

  private static JsonNode json(String text) {
    return Json.mapper().readTree(text);
  }
}
