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
import org.colophon.stages.holography.cft.DictionaryContracts.ExcludedSystem;
import org.colophon.stages.holography.cft.DictionaryContracts.InputFile;
import org.colophon.stages.holography.cft.DictionaryContracts.PublishedLevel;
import org.colophon.stages.holography.cft.DictionaryContracts.Subject;
import org.colophon.stages.holography.dictionary.AtlasFolder;
import org.colophon.stages.holography.dictionary.HolographicDictionary;
import org.colophon.stages.holography.dictionary.Status;
import org.colophon.stages.holography.geometry.Recovery;
import org.colophon.stages.holography.report.ReportPage;

/** The artifact {@code DictionaryContracts@0.2} with its report. */
public final class ContractsFolder {
  static final String ALIAS = "contracts";
  static final String JSON = "dictionary_contracts.json";
  private static final String SPECTRUM = "cft_spectrum";

  private ContractsFolder() {}

  /** Stage 09: judges what it is given; a verdict other than the expected one is a WARNING. */
  public static void make(StageContext context, StageReport report) throws IOException {
    RealDataParams params = RealDataParams.of(context.params());
    List<InputFile> files = new ArrayList<>();
    List<Subject> subjects = new ArrayList<>();
    List<ExcludedSystem> excluded = new ArrayList<>();
    StageContext.Input dictionary = context.inputs().get(AtlasFolder.ALIAS);
    if (dictionary != null) {
      for (Path file : dictionary.paths(AtlasFolder.JSON)) {
        files.add(file(AtlasFolder.ALIAS, dictionary, file));
        HolographicDictionary atlas = Json.read(file, HolographicDictionary.class);
        String name = files.getLast().file();
        subjects.addAll(GeometryJudge.judge(atlas, AtlasFolder.ALIAS, name));
        excluded.addAll(GeometryJudge.excluded(atlas, AtlasFolder.ALIAS, name));
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
    PublishedLevels.Comparison published = PublishedLevels.of(context, params);
    for (Map.Entry<Path, String> one : published.files().entrySet()) {
      files.add(file(one.getValue(), context.input(one.getValue()), one.getKey()));
    }
    write(
        contracts(context, params, files, subjects, published.levels(), excluded), context, report);
  }

  private static InputFile file(String alias, StageContext.Input input, Path file)
      throws IOException {
    return new InputFile(alias, input.path().relativize(file).toString(), Sha256.of(file));
  }

  private static DictionaryContracts contracts(
      StageContext context,
      RealDataParams params,
      List<InputFile> files,
      List<Subject> subjects,
      List<PublishedLevel> published,
      List<ExcludedSystem> excluded) {
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
        published,
        excluded,
        counts);
  }

  private static void write(DictionaryContracts contracts, StageContext context, StageReport report)
      throws IOException {
    Path folder = context.output(ALIAS);
    Json.write(folder.resolve(JSON), contracts);
    ReportPage.write(context, ALIAS, JSON);
    report.artifact(ALIAS, ALIAS + "/" + JSON);
    report.artifact("report", ALIAS + "/" + ReportPage.FILE);
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
    for (PublishedLevel one : contracts.publishedLevels()) {
      if (one.status() == Status.FAIL) {
        report.warn(
            String.format(
                Locale.ROOT,
                "%s: level %d is %.4g from %s (%s)",
                one.systemId(),
                one.modeId(),
                one.deviation(),
                one.spectrum(),
                one.literature()));
      }
    }
  }
}
