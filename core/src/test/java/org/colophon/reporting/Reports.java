package org.colophon.reporting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.artifact.ArtifactFile;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;
import org.colophon.reporting.Finding.Level;
import org.colophon.reporting.Finding.Verdict;

/** Reports for the tests of the writers, made by hand. */
final class Reports {
  private Reports() {}

  /** Two stages that ran, one that failed, one that was not reached; contracts of every kind. */
  static RunReport ofAFailedRun() {
    StageEntry made = stage("01_make", StageStatus.OK, List.of(), List.of(), "numbers");
    StageEntry warned =
        stage(
            "02_judge", StageStatus.WARNING, List.of("thin_data: 3 points"), List.of(), "verdicts");
    StageEntry failed =
        stage(
            "03_use",
            StageStatus.INCOMPLETE,
            List.of(),
            List.of("missing_artifact: more (Numbers@0.1), wanted by 03_use"));
    return new RunReport(
        "demo",
        Optional.of(manifest(StageStatus.INCOMPLETE, List.of(made, warned, failed))),
        List.of(
            new RunReport.Stage.Reached(made, true),
            new RunReport.Stage.Reached(warned, false),
            new RunReport.Stage.Reached(failed, false),
            new RunReport.Stage.NotReached("04_end", "not reached: 03_use ended with INCOMPLETE")),
        List.of(
            line("02_judge", "thin_data", Level.WARNING, "thin_data: 3 points"),
            contract("sum", "a", Verdict.PASS, Level.WARNING, false, "sum is 6", 9),
            contract("sum", "b", Verdict.FAIL, Level.WARNING, false, "sum is 7", 14),
            contract("sum", "wrong on purpose", Verdict.FAIL, Level.WARNING, true, "sum is 8", 19),
            contract("sum", "c", Verdict.SKIP, Level.WARNING, false, "no numbers", 24),
            contract("shape", "d", Verdict.FAIL, Level.NOTE, false, "not round", 29),
            contract("caught", "e", Verdict.FAIL, Level.ERROR, false, "passed", 34),
            line(
                "03_use",
                "missing_artifact",
                Level.ERROR,
                "missing_artifact: more (Numbers@0.1), wanted by 03_use")),
        Map.of("Verdicts/sum", "the numbers add up to 6"),
        "");
  }

  /** A run whose only stage says {@code text} wherever a stage can say something. */
  static RunReport saying(String text) {
    StageEntry entry = stage("01_make", StageStatus.ERROR, List.of(text), List.of(text));
    return new RunReport(
        "demo",
        Optional.of(manifest(StageStatus.ERROR, List.of(entry))),
        List.of(
            new RunReport.Stage.Reached(entry, false),
            new RunReport.Stage.NotReached("02_sum", text)),
        List.of(
            line("01_make", "stage_error", Level.ERROR, text),
            new Finding(
                "Verdicts/" + text,
                "01_make",
                text,
                Verdict.FAIL,
                Level.WARNING,
                false,
                text,
                "01_make/numbers/a b?#%:ü.json",
                1)),
        Map.of("Verdicts/" + text, text),
        text);
  }

  /** A run with {@code count} findings of one level. */
  static RunReport withFindings(int count, Level level) {
    return new RunReport(
        "demo",
        Optional.of(manifest(StageStatus.WARNING, List.of())),
        List.of(),
        Collections.nCopies(count, contract("sum", "a", Verdict.FAIL, level, false, "sum is 7", 1)),
        Map.of(),
        "");
  }

  static Finding contract(
      String rule,
      String subject,
      Verdict verdict,
      Level level,
      boolean control,
      String message,
      int line) {
    return new Finding(
        "Verdicts/" + rule,
        "02_judge",
        subject,
        verdict,
        level,
        control,
        message,
        "02_judge/verdicts/verdicts.json",
        line);
  }

  static Finding line(String stage, String code, Level level, String text) {
    return new Finding(
        code, stage, "", Verdict.FAIL, level, false, text, stage + "/stage_summary.json", 1);
  }

  private static StageEntry stage(
      String id,
      StageStatus status,
      List<String> warnings,
      List<String> errors,
      String... aliases) {
    List<RunManifest.OutputEntry> outputs = new ArrayList<>();
    for (String alias : aliases) {
      outputs.add(
          new RunManifest.OutputEntry(
              alias,
              "Numbers@0.1",
              id + "/" + alias,
              1,
              "0".repeat(64),
              List.of(new ArtifactFile(alias + ".json", 1, "0".repeat(64)))));
    }
    return new StageEntry(
        id,
        "0001",
        status,
        status.exitCode(),
        RunManifest.Disposition.EXECUTED,
        List.of("sh", "main.sh", "--token", "s3cr3t"),
        "local",
        "bubblewrap",
        "1".repeat(64),
        5,
        "2026-01-02T03:04:05Z",
        "2026-01-02T03:04:06.250Z",
        "2".repeat(64),
        id.equals("03_use") ? List.of("02_judge") : List.of(),
        List.of(),
        outputs,
        warnings,
        errors,
        List.of(),
        null);
  }

  private static RunManifest manifest(StageStatus status, List<StageEntry> stages) {
    return new RunManifest(
        RunManifest.SCHEMA_NAME,
        RunManifest.SCHEMA_VERSION,
        "demo",
        status,
        status.exitCode(),
        "3".repeat(64),
        new RunManifest.PipelineRef("numbers", "4".repeat(64)),
        "5".repeat(64),
        5,
        new RunManifest.Git("6".repeat(40), false, null),
        RunManifest.AliasKind.LINK,
        new RunManifest.JournalRef(9, "7".repeat(64)),
        stages);
  }
}
