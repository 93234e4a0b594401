package org.colophon.stages.holography.cft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageReport;
import org.colophon.contract.WholeFile;
import org.colophon.stages.holography.cft.DictionaryContracts.InputFile;
import org.colophon.stages.holography.cft.DictionaryContracts.Subject;
import org.colophon.stages.holography.dictionary.AtlasFolder;
import org.colophon.stages.holography.dictionary.HolographicDictionary;
import org.colophon.stages.holography.dictionary.Status;
import org.colophon.stages.holography.geometry.Recovery;
import org.colophon.stages.holography.plot.TableChart;
import org.colophon.stages.holography.plot.TableChart.Cell;
import org.colophon.stages.holography.plot.Tone;

/** The artifact {@code DictionaryContracts@0.1} with its report. */
public final class ContractsFolder {
  static final String ALIAS = "contracts";
  static final String JSON = "dictionary_contracts.json";
  static final String TEXT = "report.md";
  static final String PICTURE = "verdicts.svg";
  private static final String SPECTRUM = "cft_spectrum";

  private ContractsFolder() {}

  /** Stage 09: judges what it is given; a verdict other than the expected one is a WARNING. */
  public static void make(StageContext context, StageReport report) throws IOException {
    RealDataParams params = RealDataParams.of(context.params());
    List<InputFile> files = new ArrayList<>();
    List<Subject> subjects = new ArrayList<>();
    StageContext.Input dictionary = context.inputs().get(AtlasFolder.ALIAS);
    if (dictionary != null) {
      for (Path file : dictionary.paths(AtlasFolder.JSON)) {
        files.add(file(AtlasFolder.ALIAS, dictionary, file));
        subjects.addAll(
            GeometryJudge.judge(
                Json.read(file, HolographicDictionary.class),
                AtlasFolder.ALIAS,
                files.getLast().file()));
        report.inputOk();
      }
    }
    StageContext.Input spectra = context.inputs().get(SPECTRUM);
    if (spectra != null) {
      for (Path file : spectra.paths(".json")) {
        files.add(file(SPECTRUM, spectra, file));
        for (Spectrum one : Spectrum.of(Json.read(file), SPECTRUM, files.getLast().file())) {
          subjects.add(SpectrumJudge.judge(one, params));
        }
        report.inputOk();
      }
    }
    if (subjects.isEmpty()) {
      report.incomplete(
          "missing_artifact: dictionary (HolographicDictionary@0.1) or cft_spectrum"
              + " (CftSpectrum@0.1); run --from 08 or give --input cft_spectrum=PATH");
      return;
    }
    write(contracts(context, params, files, subjects), context, report);
  }

  private static InputFile file(String alias, StageContext.Input input, Path file)
      throws IOException {
    return new InputFile(alias, input.path().relativize(file).toString(), Sha256.of(file));
  }

  private static DictionaryContracts contracts(
      StageContext context, RealDataParams params, List<InputFile> files, List<Subject> subjects) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Verdict verdict : Verdict.values()) {
      counts.put(
          verdict.name(), (int) subjects.stream().filter(one -> one.verdict() == verdict).count());
    }
    return new DictionaryContracts(
        DictionaryContracts.SCHEMA_NAME,
        DictionaryContracts.SCHEMA_VERSION,
        context.stage(),
        subjects.stream().map(Subject::subjectId).toList(),
        Recovery.REPRESENTATION,
        params,
        files,
        subjects,
        counts);
  }

  private static void write(DictionaryContracts contracts, StageContext context, StageReport report)
      throws IOException {
    Path folder = context.output(ALIAS);
    Json.write(folder.resolve(JSON), contracts);
    WholeFile.write(folder.resolve(TEXT), ContractsText.of(contracts));
    picture(contracts).write(folder.resolve(PICTURE));
    report.artifact(ALIAS, ALIAS + "/" + JSON);
    report.artifact("report", ALIAS + "/" + TEXT);
    report.artifact("picture", ALIAS + "/" + PICTURE);
    report.rows(contracts.subjects().size());
    contracts
        .counts()
        .forEach((verdict, count) ->
            report.metric("subjects_" + verdict.toLowerCase(Locale.ROOT), count));
    for (Subject one : contracts.subjects()) {
      Verdict expected = contracts.tolerances().expected().get(one.subjectId());
      if (expected != null && expected != one.verdict()) {
        report.warn(
            one.subjectId()
                + " is "
                + one.verdict()
                + ", expected "
                + expected
                + ": "
                + one.reason());
      }
    }
  }

  private static TableChart picture(DictionaryContracts contracts) {
    TableChart chart =
        new TableChart("Verdicts")
            .subtitle("a representation is no evidence for a gravity dual; SKIP is not PASS")
            .columns("data", "d", "PASS", "FAIL", "SKIP", "verdict");
    for (Subject one : contracts.subjects()) {
      chart.row(
          one.subjectId(),
          neutral(one.kind().name().toLowerCase(Locale.ROOT)),
          neutral(Integer.toString(one.d())),
          neutral(count(one, Status.PASS)),
          neutral(count(one, Status.FAIL)),
          neutral(count(one, Status.SKIP)),
          new Cell(one.verdict().name(), tone(one.verdict())));
    }
    return chart;
  }

  private static Tone tone(Verdict verdict) {
    return switch (verdict) {
      case COMPATIBLE -> Tone.GOOD;
      case NOT_HOLOGRAPHIC -> Tone.BAD;
      case INCONCLUSIVE -> Tone.SKIPPED;
      case KINEMATIC_ONLY -> Tone.CAUTION;
    };
  }

  private static Cell neutral(String text) {
    return new Cell(text, Tone.NEUTRAL);
  }

  private static String count(Subject subject, Status status) {
    return Long.toString(subject.checks().stream().filter(one -> one.status() == status).count());
  }
}
