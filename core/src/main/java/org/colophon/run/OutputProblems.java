package org.colophon.run;

import java.util.List;
import org.colophon.artifact.ArtifactCheck;
import org.colophon.artifact.Severity;
import org.colophon.pipeline.StageSpec;

/**
 * What is said of an output that is not as declared, whether a stage made it or one of its items.
 */
final class OutputProblems {
  private OutputProblems() {}

  /** One line for each thing that makes a file invalid. */
  static List<String> invalid(String alias, String name, ArtifactCheck check) {
    return check.violations().stream()
        .filter(violation -> violation.severity() == Severity.INVALID)
        .map(violation ->
            "invalid_output: "
                + alias
                + "/"
                + name
                + " ("
                + check.type()
                + "): "
                + violation.code()
                + ": "
                + violation.message())
        .toList();
  }

  /** No file of an output that has to be there; nothing of one that need not. */
  static List<String> missing(String alias, StageSpec.Output output, String pattern) {
    return output.optional()
        ? List.of()
        : List.of(
            "missing_output: "
                + alias
                + " ("
                + output.type()
                + "): no file "
                + alias
                + "/"
                + pattern);
  }

  static String notAFile(String alias, String name) {
    return "invalid_output: "
        + alias
        + "/"
        + name
        + " is a link or not a regular file, or its name is not plain UTF-8 text";
  }
}
