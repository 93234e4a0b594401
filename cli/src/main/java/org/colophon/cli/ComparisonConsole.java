package org.colophon.cli;

import java.util.List;
import org.colophon.comparison.Answer;
import org.colophon.comparison.ArtifactComparison;
import org.colophon.comparison.FieldDifference;
import org.colophon.comparison.StageComparison;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.StageStatus;

/**
 * Shows comparisons of runs: one line for each artifact, and its fields where they are asked for.
 */
final class ComparisonConsole {
  private final Console console;

  /** How many fields of an artifact are shown. */
  private final int most;

  ComparisonConsole(Console console, int most) {
    this.console = console;
    this.most = most;
  }

  /**
   * What {@code --fields} says, before anything is done for it.
   *
   * @throws BadRequest if it is negative
   */
  static int requireFields(int fields) {
    if (fields < 0) {
      throw new BadRequest("--fields " + fields + ": give 0 for the worst field only, or more");
    }
    return fields;
  }

  /** A part of a comparison that is a list of differences. */
  void section(String name, List<FieldDifference> differences) {
    console.data(
        "%-12s %s"
            .formatted(name, differences.isEmpty() ? "same" : differences.size() + " differ"));
    fields(differences, differences.size(), "  ");
  }

  void stages(List<StageComparison> stages) {
    stages.forEach(this::stage);
  }

  private void stage(StageComparison stage) {
    console.data(
        stage.stage()
            + "  "
            + (stage.sameStatus() ? stage.before() : stage.before() + " → " + stage.after()));
    if (stage.inBoth()) {
      line("summary", stage.summary());
      stage.artifacts().forEach(this::artifact);
    }
  }

  private void artifact(ArtifactComparison artifact) {
    line(artifact.alias(), artifact.answer());
  }

  private void line(String name, Answer answer) {
    console.data("  %-24s ".formatted(name) + coloured(answer));
    if (most > 0) {
      fields(answer.differences(), count(answer), "    ");
    }
  }

  private String coloured(Answer answer) {
    StageStatus colour =
        switch (answer) {
          case Answer.Identical _ -> StageStatus.OK;
          case Answer.WithinTolerance _ -> StageStatus.WARNING;
          case Answer.Diverged _ -> StageStatus.ERROR;
        };
    return console.coloured(colour, answer.text());
  }

  private static int count(Answer answer) {
    return switch (answer) {
      case Answer.Identical(List<FieldDifference> ignored) -> ignored.size();
      case Answer.WithinTolerance(int count, _) -> count;
      case Answer.Diverged(int count, _) -> count;
    };
  }

  private void fields(List<FieldDifference> differences, int count, String indent) {
    int shown = most > 0 ? most : Integer.MAX_VALUE;
    differences.stream().limit(shown).forEach(found -> console.data(indent + found.text()));
    if (count > Math.min(shown, differences.size())) {
      console.data(indent + "and " + (count - Math.min(shown, differences.size())) + " more");
    }
  }
}
