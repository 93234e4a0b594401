package org.colophon.legacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.PipelineException.MissingInput;
import org.colophon.contract.RunManifest;
import org.colophon.document.NearestName;
import org.colophon.pipeline.StageSpec;
import org.colophon.run.ArtifactGate;
import org.colophon.run.FilePatterns;
import org.colophon.run.RunImport;
import org.colophon.run.RunPlan;

/**
 * An older folder searched, and what would be imported of it. Nothing is written but conversions,
 * to a scratch folder; {@link #write} makes the run.
 */
public final class LegacyImport {
  private final RunPlan plan;
  private final LegacyFolder folder;
  private final RunImport.Placing placing;
  private final Map<String, Taken> taken;
  private final List<FoundInput> inputs;
  private final ImportReport report;

  private LegacyImport(
      RunPlan plan,
      LegacyFolder folder,
      RunImport.Placing placing,
      Map<String, Taken> taken,
      List<FoundInput> inputs,
      ImportReport report) {
    this.plan = plan;
    this.folder = folder;
    this.placing = placing;
    this.taken = taken;
    this.inputs = inputs;
    this.report = report;
  }

  /** An output that was found, with the judgement of each of its files. */
  private record Taken(
      StageSpec stage, String alias, Recognition.Place place, List<FileCheck> checks) {
    boolean usable() {
      FilePatterns patterns = FilePatterns.of(output());
      return checks.stream()
          .filter(check -> !(check instanceof FileCheck.Unusable))
          .anyMatch(check ->
              patterns.typeOf(check.file().target()).filter(patterns.own()::equals).isPresent());
    }

    StageSpec.Output output() {
      return Objects.requireNonNull(stage.outputs().get(alias));
    }

    List<FileCheck.Unusable> unusable() {
      return checks.stream()
          .filter(FileCheck.Unusable.class::isInstance)
          .map(FileCheck.Unusable.class::cast)
          .toList();
    }
  }

  /**
   * Searches {@code path}.
   *
   * @param asserted where an output is, by alias, as the user says
   * @param scratch an empty folder for conversions
   * @throws BadRequest if the folder, or an assertion, cannot be meant
   */
  public static LegacyImport of(
      RunPlan plan, Path path, Map<String, Path> asserted, RunImport.Placing placing, Path scratch)
      throws IOException {
    RunImport.refuseExisting(plan.directory());
    refuseUnknown(asserted.keySet(), plan);
    LegacyMap map = LegacyMapFile.read(LegacyMapFile.of(plan.pipeline()), plan.pipeline());
    LegacyFolder folder = LegacyFolder.of(path);
    refuseRunsInside(folder, plan);
    Map<String, Taken> taken = new LinkedHashMap<>();
    List<ImportReport.Unclear> ambiguous = new ArrayList<>();
    for (StageSpec stage : plan.pipeline().stages()) {
      for (Map.Entry<String, StageSpec.Output> output : stage.outputs().entrySet()) {
        String alias = output.getKey();
        Path said = asserted.get(alias);
        FilePatterns patterns = FilePatterns.of(output.getValue());
        Recognition found =
            said == null
                ? Recognition.search(folder, alias, patterns, map)
                : Recognition.asserted(folder, alias, patterns, map, said);
        switch (found) {
          case Recognition.Nothing _ -> {}
          case Recognition.Ambiguous(List<String> choices) ->
              ambiguous.add(new ImportReport.Unclear(alias, choices));
          case Recognition.Place place ->
              taken.put(alias, checked(plan, stage, alias, place, scratch.resolve(alias)));
        }
      }
    }
    List<FoundInput> inputs = inputs(plan, folder, map, asserted, scratch, ambiguous);
    ImportReport report =
        report(plan, folder, map, layouts(folder, map), placing, taken, inputs, ambiguous);
    return new LegacyImport(plan, folder, placing, taken, inputs, report);
  }

  /** What no stage makes, and the plan does not give. */
  private static List<FoundInput> inputs(
      RunPlan plan,
      LegacyFolder folder,
      LegacyMap map,
      Map<String, Path> asserted,
      Path scratch,
      List<ImportReport.Unclear> ambiguous)
      throws IOException {
    List<FoundInput> inputs = new ArrayList<>();
    Set<String> seen = new HashSet<>(plan.given().keySet());
    for (StageSpec stage : plan.pipeline().stages()) {
      for (Map.Entry<String, StageSpec.Input> input : stage.inputs().entrySet()) {
        String alias = input.getKey();
        if (plan.pipeline().maker(alias).isPresent() || !seen.add(alias)) {
          continue;
        }
        FilePatterns patterns = FilePatterns.all(input.getValue().type());
        Path said = asserted.get(alias);
        Recognition found =
            said == null
                ? Recognition.search(folder, alias, patterns, map)
                : Recognition.asserted(folder, alias, patterns, map, said);
        switch (found) {
          case Recognition.Nothing _ -> {}
          case Recognition.Ambiguous(List<String> choices) ->
              ambiguous.add(new ImportReport.Unclear(alias, choices));
          case Recognition.Place place ->
              inputs.add(
                  FoundInput.of(
                      stage, alias, place, folder, plan.catalog(), scratch.resolve(alias)));
        }
      }
    }
    return inputs;
  }

  public ImportReport report() {
    return report;
  }

  /**
   * Makes the run.
   *
   * @throws BadRequest if something is ambiguous
   * @throws MissingInput if nothing can be imported
   */
  public RunManifest write(RunImport runs) throws IOException {
    requireClear();
    ArtifactGate gate = new ArtifactGate(plan.pipeline(), plan.catalog());
    Map<String, Path> given = new LinkedHashMap<>(plan.given());
    List<RunManifest.InputEntry> entries = new ArrayList<>();
    for (FoundInput input : inputs) {
      if (input.usable()) {
        given.put(input.alias(), input.path());
        entries.add(input.entry(gate));
      }
    }
    return runs.write(plan.withGiven(given), folder.root(), stages(), entries, Json.text(report));
  }

  /** Whether {@link #write} would make a run; the same exceptions if not. */
  public void requireClear() {
    if (!report.ambiguous().isEmpty()) {
      throw new BadRequest(
          report.ambiguous().stream()
              .map(ImportReport.Unclear::message)
              .collect(Collectors.joining("\n")));
    }
    if (taken.values().stream().noneMatch(Taken::usable)) {
      throw new MissingInput(
          "nothing in "
              + folder.root()
              + " can be imported into the pipeline "
              + plan.pipeline().name()
              + "; the report says why, --assert ALIAS=PATH says where an output is");
    }
  }

  private static void refuseUnknown(Set<String> asserted, RunPlan plan) {
    TreeSet<String> known = new TreeSet<>();
    plan.pipeline().stages().forEach(stage -> known.addAll(stage.outputs().keySet()));
    plan.pipeline().stages().forEach(stage -> known.addAll(stage.inputs().keySet()));
    for (String alias : new TreeSet<>(asserted)) {
      if (!known.contains(alias)) {
        throw new BadRequest(
            "--assert "
                + alias
                + ": no stage of pipeline "
                + plan.pipeline().name()
                + " makes or reads it"
                + NearestName.hint(alias, known)
                + "; there are "
                + String.join(", ", known));
      }
    }
  }

  /** A run in the older folder would be a change of it. */
  private static void refuseRunsInside(LegacyFolder folder, RunPlan plan) throws IOException {
    Path runs = plan.directory().root().resolveSibling("").normalize();
    Path there = Objects.requireNonNull(plan.directory().root().getRoot());
    for (Path name : runs) {
      Path next = there.resolve(name);
      there = Files.exists(next) ? next.toRealPath() : next;
    }
    Path real = there;
    if (real.startsWith(folder.root())) {
      throw new BadRequest(
          "the runs are kept in "
              + real
              + ", inside "
              + folder.root()
              + ", where nothing is written; give --runs-dir another folder");
    }
  }

  private static Taken checked(
      RunPlan plan, StageSpec stage, String alias, Recognition.Place place, Path scratch) {
    FilePatterns patterns = FilePatterns.of(plan.pipeline().maker(alias).orElseThrow());
    List<FileCheck> checks = new ArrayList<>();
    for (Recognition.Candidate file : place.files()) {
      checks.add(FileCheck.of(file, patterns, plan.catalog(), scratch));
    }
    return new Taken(stage, alias, place, checks);
  }

  private static List<Layout> layouts(LegacyFolder folder, LegacyMap map) {
    List<Layout.Reader> readers =
        List.of(
            new NumberedRunLayout(),
            new FlatLayout(map.flatFolders()),
            new HydraLayout(),
            new MlflowLayout(),
            new DvcLayout(),
            new SnakemakeLayout());
    return readers.stream().flatMap(reader -> reader.read(folder).stream()).toList();
  }

  private List<RunImport.Stage> stages() {
    List<RunImport.Stage> stages = new ArrayList<>();
    for (StageSpec stage : plan.pipeline().stages()) {
      List<Taken> outputs =
          taken.values().stream()
              .filter(output -> output.stage().equals(stage) && output.usable())
              .toList();
      if (!outputs.isEmpty()) {
        stages.add(
            new RunImport.Stage(
                stage, outputs.stream().map(this::output).toList(), warnings(stage, outputs)));
      }
    }
    return stages;
  }

  private RunImport.Output output(Taken output) {
    List<RunImport.File> files = new ArrayList<>();
    for (FileCheck check : output.checks()) {
      switch (check) {
        case FileCheck.AsItIs(Recognition.Candidate file, var found) ->
            files.add(
                new RunImport.File(file.target(), file.real(), found.sha256(), placing, found));
        case FileCheck.Converted converted ->
            files.add(
                new RunImport.File(
                    converted.file().target(),
                    converted.path(),
                    converted.sha256(),
                    RunImport.Placing.COPY,
                    converted.found()));
        case FileCheck.Unusable _ -> {}
      }
    }
    return new RunImport.Output(
        output.alias(), output.output().type(), output.place().folder(), files);
  }

  private static List<String> warnings(StageSpec stage, List<Taken> outputs) {
    List<String> warnings = new ArrayList<>();
    for (Taken output : outputs) {
      warnings.add(
          "imported: "
              + output.alias()
              + " is from "
              + output.place().folder()
              + ", not made here");
      for (FileCheck check : output.checks()) {
        switch (check) {
          case FileCheck.AsItIs _ -> {}
          case FileCheck.Converted converted ->
              warnings.add(
                  "converted: "
                      + converted.file().path()
                      + " by "
                      + converted.mapping()
                      + ": "
                      + String.join("; ", converted.changes())
                      + believed(converted.facts()));
          case FileCheck.Unusable(Recognition.Candidate file, List<String> reasons) ->
              warnings.add("not imported: " + file.path() + ": " + reasons.getFirst());
        }
      }
    }
    lacking(stage, outputs.stream().map(Taken::alias).collect(Collectors.toSet()))
        .forEach(alias -> warnings.add("not found: " + alias));
    return warnings;
  }

  /** Values that do not stand in the old file, by why they are believed. */
  private static String believed(List<Fact> facts) {
    Map<Fact.Certainty, List<String>> names = new TreeMap<>();
    facts.stream()
        .filter(fact -> fact.certainty() != Fact.Certainty.OBSERVED)
        .forEach(fact ->
            names
                .computeIfAbsent(fact.certainty(), _ -> new ArrayList<>())
                .add(fact.name() + " = " + fact.value()));
    return names.entrySet().stream()
        .map(entry ->
            "; "
                + entry.getKey().name().toLowerCase(Locale.ROOT)
                + ": "
                + String.join(", ", entry.getValue()))
        .collect(Collectors.joining());
  }

  private static List<String> lacking(StageSpec stage, Set<String> imported) {
    return stage.outputs().entrySet().stream()
        .filter(output -> !output.getValue().optional() && !imported.contains(output.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static ImportReport report(
      RunPlan plan,
      LegacyFolder folder,
      LegacyMap map,
      List<Layout> layouts,
      RunImport.Placing placing,
      Map<String, Taken> taken,
      List<FoundInput> inputs,
      List<ImportReport.Unclear> ambiguous) {
    Set<String> known = new HashSet<>();
    layouts.forEach(layout -> known.addAll(layout.read()));
    taken.values().forEach(t -> t.checks().forEach(check -> known.add(check.file().path())));
    inputs.forEach(input -> input.place().files().forEach(file -> known.add(file.path())));
    known.addAll(sidecars(taken));
    NotChosen notChosen =
        new NotChosen(
            plan.pipeline(),
            map,
            places(taken, inputs),
            ambiguous.stream().map(ImportReport.Unclear::alias).collect(Collectors.toSet()),
            plan.given().keySet());
    List<LegacyFolder.Noted> recognised =
        notChosen.of(
            folder.files().stream().filter(file -> !known.contains(file.path())).toList(), known);
    recognised.forEach(noted -> known.add(noted.path()));
    List<LegacyFolder.Found> unknown =
        folder.files().stream().filter(file -> !known.contains(file.path())).toList();
    return new ImportReport(
        ImportReport.SCHEMA_NAME,
        ImportReport.SCHEMA_VERSION,
        plan.request().experiment().value(),
        plan.pipeline().name(),
        folder.root().toString(),
        map.sha256(),
        layouts.stream()
            .map(layout -> new ImportReport.Laid(layout.name(), layout.place(), layout.facts()))
            .toList(),
        Stream.concat(
                taken.values().stream().map(output -> line(output, placing)),
                inputs.stream().map(FoundInput::line))
            .toList(),
        ambiguous,
        folder.refused(),
        folder.unread(),
        recognised,
        ImportReport.NotRecognised.of(unknown),
        states(plan, taken, inputs));
  }

  private static Map<String, Recognition.Place> places(
      Map<String, Taken> taken, List<FoundInput> inputs) {
    Map<String, Recognition.Place> places = new LinkedHashMap<>();
    taken.values().forEach(output -> places.put(output.alias(), output.place()));
    inputs.forEach(input -> places.put(input.alias(), input.place()));
    return places;
  }

  /** Files beside archives whose metadata went into what was taken. */
  private static Set<String> sidecars(Map<String, Taken> taken) {
    Set<String> sidecars = new HashSet<>();
    for (Taken output : taken.values()) {
      for (FileCheck check : output.checks()) {
        if (check instanceof FileCheck.Converted converted
            && converted.changes().contains(SidecarMeta.change(converted.file().real()))) {
          sidecars.add(converted.file().path().replaceFirst("\\.npz$", ".meta.json"));
        }
      }
    }
    return sidecars;
  }

  private static ImportReport.Taken line(Taken output, RunImport.Placing placing) {
    List<ImportReport.TakenFile> files = new ArrayList<>();
    for (FileCheck check : output.checks()) {
      switch (check) {
        case FileCheck.AsItIs(Recognition.Candidate file, var found) ->
            files.add(
                new ImportReport.TakenFile(
                    file.path(),
                    file.target(),
                    found.bytes(),
                    found.sha256(),
                    placing == RunImport.Placing.LINK ? "linked" : "copied",
                    Optional.empty(),
                    List.of(),
                    List.of()));
        case FileCheck.Converted converted ->
            files.add(
                new ImportReport.TakenFile(
                    converted.file().path(),
                    converted.file().target(),
                    converted.found().bytes(),
                    converted.found().sha256(),
                    "converted",
                    Optional.of(converted.mapping()),
                    converted.changes(),
                    converted.facts()));
        case FileCheck.Unusable _ -> {}
      }
    }
    return new ImportReport.Taken(
        output.stage().id(),
        output.alias(),
        output.output().type().toString(),
        output.place().folder().toString(),
        output.place().why(),
        files,
        output.unusable().stream()
            .map(file -> new ImportReport.UnusableFile(file.file().path(), file.reasons()))
            .toList());
  }

  /** In the order of the pipeline: what an earlier stage can make, a later one can be given. */
  private static List<ImportReport.StageState> states(
      RunPlan plan, Map<String, Taken> taken, List<FoundInput> inputs) {
    Set<String> there = new HashSet<>(plan.given().keySet());
    inputs.stream().filter(FoundInput::usable).forEach(input -> there.add(input.alias()));
    taken.values().stream().filter(Taken::usable).forEach(output -> there.add(output.alias()));
    Map<String, String> makers = new LinkedHashMap<>();
    List<ImportReport.StageState> states = new ArrayList<>();
    for (StageSpec stage : plan.pipeline().stages()) {
      if (stage.outputs().keySet().stream().anyMatch(alias -> isUsable(taken, alias))) {
        List<String> lacks = lacking(stage, there).stream().map(a -> "without " + a).toList();
        states.add(new ImportReport.StageState(stage.id(), "imported", lacks));
        continue;
      }
      List<String> missing = new ArrayList<>();
      TreeSet<String> before = new TreeSet<>();
      stage
          .inputs()
          .forEach((alias, input) -> {
            String maker = makers.get(alias);
            if (there.contains(alias) || input.optional()) {
              return;
            }
            if (maker != null) {
              before.add(maker);
            } else {
              missing.add(alias + " (" + input.type() + ")" + madeBy(plan, alias));
            }
          });
      if (!missing.isEmpty()) {
        states.add(new ImportReport.StageState(stage.id(), "needs", missing));
      } else {
        stage.outputs().keySet().forEach(alias -> makers.put(alias, stage.id()));
        states.add(
            new ImportReport.StageState(
                stage.id(), before.isEmpty() ? "ready" : "after", List.copyOf(before)));
      }
    }
    return states;
  }

  private static boolean isUsable(Map<String, Taken> taken, String alias) {
    Taken output = taken.get(alias);
    return output != null && output.usable();
  }

  private static String madeBy(RunPlan plan, String alias) {
    return plan.pipeline().producer(alias).map(maker -> " of " + maker.id()).orElse("");
  }
}
