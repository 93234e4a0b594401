package org.colophon.legacy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code import_report.json}: what an older folder held, what was taken of it and why, what was
 * not, and what each stage still needs.
 *
 * @param folder absolute
 * @param mapSha256 of the pipeline's map; empty if it has none
 * @param refused files that can run code when they are opened
 * @param unread what was not looked at, and why
 * @param notChosen what could be part of an output and was not taken, and why
 */
public record ImportReport(
    String schemaName,
    String schemaVersion,
    String experiment,
    String pipeline,
    String folder,
    @JsonProperty("map_sha256") Optional<String> mapSha256,
    List<Laid> layouts,
    List<Taken> artifacts,
    List<Unclear> ambiguous,
    List<LegacyFolder.Noted> refused,
    List<LegacyFolder.Noted> unread,
    List<LegacyFolder.Noted> notChosen,
    NotRecognised notRecognised,
    List<StageState> stages) {

  public static final String SCHEMA_NAME = "LegacyImport";
  public static final String SCHEMA_VERSION = "1.1";

  /** How many names of each kind the text shows; the JSON has all. */
  private static final int SHOWN = 10;

  /** A layout and what it tells. */
  public record Laid(String name, String place, List<Fact> facts) {}

  /**
   * An output that was found, or an input that no stage makes.
   *
   * @param stage that makes it, or the first that reads it
   * @param why it is believed to be the one
   */
  public record Taken(
      String stage,
      String alias,
      String type,
      String folder,
      Fact why,
      List<TakenFile> files,
      List<UnusableFile> unusable) {}

  /**
   * A file that was taken.
   *
   * @param path where it was found
   * @param name in the artifact
   * @param sha256 of the file as it was found
   * @param treatment {@code linked}, {@code copied}, {@code converted}, or {@code given} for an
   *     input that stays where it is
   */
  public record TakenFile(
      String path,
      String name,
      long bytes,
      String sha256,
      String treatment,
      Optional<String> mapping,
      List<String> changes,
      List<Fact> facts) {}

  /** A file that was recognised and may not be used. */
  public record UnusableFile(String path, List<String> reasons) {}

  /** An output that could be one of several. */
  public record Unclear(String alias, List<String> choices) {
    String message() {
      return "ambiguous: "
          + alias
          + " could be "
          + String.join(" or ", choices)
          + "; say which with --assert "
          + alias
          + "=PATH";
    }
  }

  /** Files that no rule covers. */
  public record NotRecognised(int files, Map<String, Integer> byFolder, List<String> paths) {
    static NotRecognised of(List<LegacyFolder.Found> files) {
      Map<String, Integer> byFolder = new LinkedHashMap<>();
      files.forEach(file -> byFolder.merge(file.folder() + "/", 1, Integer::sum));
      return new NotRecognised(
          files.size(), byFolder, files.stream().map(LegacyFolder.Found::path).toList());
    }
  }

  /**
   * What can be done with a stage.
   *
   * @param state {@code imported}, {@code ready}, {@code after} or {@code needs}
   * @param needs outputs that an imported stage lacks, stages to run before, or missing inputs
   */
  public record StageState(String stage, String state, List<String> needs) {}

  public ImportReport {
    layouts = List.copyOf(layouts);
    artifacts = List.copyOf(artifacts);
    ambiguous = List.copyOf(ambiguous);
    refused = List.copyOf(refused);
    unread = List.copyOf(unread);
    notChosen = List.copyOf(notChosen);
    stages = List.copyOf(stages);
  }

  /** The report for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("folder  " + folder);
    for (Laid layout : layouts) {
      lines.add("layout  " + layout.name() + "  in " + layout.place() + "/");
      some(lines, layout.facts(), fact -> "  " + fact(fact));
    }
    for (Taken taken : artifacts) {
      lines.add(
          taken.alias() + "  (" + taken.type() + ", " + taken.stage() + ")  " + fact(taken.why()));
      some(lines, taken.files(), ImportReport::file);
      some(
          lines,
          taken.unusable(),
          file -> "  unusable  " + file.path() + ": " + String.join("; ", file.reasons()));
    }
    ambiguous.forEach(unclear -> lines.add(unclear.message()));
    some(lines, refused, noted -> "refused  " + noted.path() + ": " + noted.why());
    some(lines, unread, noted -> "not read  " + noted.path() + ": " + noted.why());
    some(lines, notChosen, noted -> "not chosen  " + noted.path() + ": " + noted.why());
    if (notRecognised.files() > 0) {
      lines.add(
          "not recognised  "
              + notRecognised.files()
              + (notRecognised.files() == 1 ? " file" : " files"));
      some(
          lines,
          List.copyOf(notRecognised.byFolder().entrySet()),
          entry -> "  " + entry.getKey() + "  " + entry.getValue());
      some(lines, notRecognised.paths(), path -> "    " + path);
    }
    stages.forEach(stage ->
        lines.add(
            "  %-36s %-8s %s"
                .formatted(stage.stage(), stage.state(), String.join(", ", stage.needs()))
                .stripTrailing()));
    return lines;
  }

  private static <T> void some(List<String> lines, List<T> items, Function<T, String> line) {
    items.stream().limit(SHOWN).map(line).forEach(lines::add);
    if (items.size() > SHOWN) {
      lines.add("  … and " + (items.size() - SHOWN) + " more, in import_report.json");
    }
  }

  private static String file(TakenFile file) {
    String how =
        file.mapping().map(mapping -> " by " + mapping + ": ").orElse("")
            + String.join("; ", file.changes());
    return "  " + file.treatment() + "  " + file.path() + how;
  }

  private static String fact(Fact fact) {
    return fact.certainty().name().toLowerCase(Locale.ROOT)
        + "  "
        + fact.name()
        + " = "
        + fact.value()
        + "  ("
        + fact.source()
        + ")";
  }
}
