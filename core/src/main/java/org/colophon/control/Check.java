package org.colophon.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.contract.RunManifest.StageEntry;
import tools.jackson.databind.JsonNode;

/** One thing that must be so in a finished run. */
public sealed interface Check {

  /**
   * A stage says something.
   *
   * @param stage id
   * @param part of one of its errors or warnings
   */
  record Said(String stage, Line line, String part) implements Check {}

  /** Which lines of a stage are looked at. */
  enum Line {
    ERROR,
    WARNING
  }

  /**
   * All values at a place in a published file are as they must be, and there is one at least.
   *
   * @param file alias and name in the artifact, {@code predictions/x.npz}
   * @param at as written, for messages
   */
  record Value(String file, String at, ValuePath path, Match match) implements Check {}

  /** What is not so, as a line that begins with the place; nothing if it is. */
  default Optional<String> difference(FinishedRun run) {
    return switch (this) {
      case Said said -> difference(said, run);
      case Value value -> difference(value, run);
    };
  }

  private static Optional<String> difference(Said said, FinishedRun run) {
    Optional<StageEntry> entry = run.stage(said.stage());
    List<String> lines =
        entry
            .map(found ->
                switch (said.line()) {
                  case ERROR -> found.errors();
                  case WARNING -> found.warnings();
                })
            .orElse(List.of());
    if (lines.stream().anyMatch(line -> line.contains(said.part()))) {
      return Optional.empty();
    }
    String kind = said.line() == Line.ERROR ? "error" : "warning";
    String came = lines.isEmpty() ? "no " + kind : String.join(" | ", lines);
    return Optional.of(
        said.stage() + ": expected the " + kind + " \"" + said.part() + "\", came " + came);
  }

  private static Optional<String> difference(Value value, FinishedRun run) {
    String place = value.file() + " " + value.at() + ": expected " + value.match().describe();
    Optional<JsonNode> document = run.document(value.file());
    if (document.isEmpty()) {
      return Optional.of(place + ", came no such file");
    }
    List<JsonNode> found = value.path().valuesIn(document.get());
    if (found.isEmpty()) {
      return Optional.of(place + ", came nothing there");
    }
    List<String> others = new ArrayList<>();
    found.stream()
        .filter(one -> !value.match().holds(one))
        .forEach(one -> others.add(one.toString()));
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(place + ", came " + String.join(", ", others));
  }
}
